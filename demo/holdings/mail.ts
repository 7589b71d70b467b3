import { mailFile, type Random, randomFrom } from '@perenne/sample';
import type { Person, Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords, later } from '../town/dates.ts';
import { writtenFile } from '../town/documents.ts';
import { fullName, mailbox, mayorOf, severalPeople } from '../town/people.ts';
import { hamlet, streetAlone, TOWN } from '../town/places.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Mails of the mayor's office in threads, each message a unit with its people and hours. */

interface Topic {
  readonly subject: string;
  readonly ask: (random: Random) => string;
  readonly answer: string;
  readonly thanks: string;
}

const TOPICS: readonly Topic[] = [
  {
    subject: 'Fête du pont : montage du barnum',
    ask: (random) =>
      `Bonjour,\n\nPouvez-vous confirmer le montage du barnum ${streetAlone(random)} ? Les bénévoles de l’harmonie proposent d’aider dès huit heures.\n\nBien à vous,`,
    answer:
      'Bonjour,\n\nC’est confirmé, deux agents seront sur place à sept heures trente. Le plan est joint.\n\nCordialement,',
    thanks: 'Merci, je préviens l’harmonie.\n\nBonne journée,',
  },
  {
    subject: 'Crue de la Velle : point de situation',
    ask: (random) =>
      `Bonjour,\n\nL’eau est montée de quarante centimètres depuis hier soir à ${hamlet(random)}. Faut-il fermer le chemin du moulin ?\n\nCordialement,`,
    answer:
      'Bonjour,\n\nOui, fermeture immédiate et déviation par la route de la Tuilerie. L’arrêté part dans l’heure, copie jointe.\n\nCordialement,',
    thanks: 'Barrières posées, riverains prévenus.\n\nBien à vous,',
  },
  {
    subject: 'Cantine : menus sans viande',
    ask: () =>
      'Bonjour,\n\nLes parents d’élèves demandent un menu sans viande par jour. La cuisine peut-elle suivre dès la rentrée ?\n\nBien cordialement,',
    answer:
      'Bonjour,\n\nLa cuisine peut suivre deux jours par semaine en septembre, tous les jours en janvier. Note jointe.\n\nCordialement,',
    thanks: 'Très bien, je l’annonce au conseil d’école.\n\nMerci,',
  },
  {
    subject: 'Éclairage : horaires d’extinction',
    ask: (random) =>
      `Bonjour,\n\nPlusieurs habitants de ${hamlet(random)} s’étonnent de l’extinction à vingt-deux heures. N’était-ce pas vingt-trois heures ?\n\nCordialement,`,
    answer:
      'Bonjour,\n\nC’est une erreur de programmation de l’armoire, corrigée ce matin. Relevé joint.\n\nBien à vous,',
    thanks: 'Merci de votre réactivité.\n\nBien à vous,',
  },
];

/** What a message says, between its greetings. */
const paragraphOf = (body: string) =>
  body.split('\n\n').find((paragraph) => !/^(Bonjour|Bien|Cordialement)/.test(paragraph)) ?? body;

function thread(random: Random, year: number, at: number): Unit {
  const topic = TOPICS[at % TOPICS.length] as Topic;
  const people = severalPeople(random, 2, 'recent');
  const [asker, technician] = [people[0] as Person, people[1] as Person];
  const start = day(year, 1 + random.below(12), 1 + random.below(24));
  const ids = [1, 2, 3].map(
    (number) =>
      `${year}${String(at).padStart(2, '0')}.${number}.${1_000 + random.below(9_000)}@saint-aubin-la-velle.example`,
  );
  const message = (number: number, from: Person, to: Person, body: string): Unit => {
    const sent = `${later(start, number - 1)}T${10 + number}:${10 + random.below(49)}:00`;
    const subject = number === 1 ? topic.subject : `Re: ${topic.subject}`;
    const note =
      number === 2
        ? {
            name: 'note.pdf',
            file: writtenFile({
              title: topic.subject,
              service: 'Cabinet du maire',
              blocks: [
                { text: paragraphOf(topic.answer) },
                { text: `Note établie le ${inWords(later(start, 1))}.` },
                { signature: fullName(from) },
              ],
            }),
          }
        : undefined;
    return {
      level: 'Item',
      title: subject,
      originatingSystemId: ids[number - 1] as string,
      documentType: 'Courriel',
      language: 'fr',
      description: paragraphOf(body),
      writers: [from],
      addressees: [to],
      sent,
      received: sent,
      ...(number === 1 ? {} : { replyTo: ids[number - 2] as string }),
      objects: master(
        `message_${number}.eml`,
        mailFile({
          from: mailbox(from),
          to: [mailbox(to)],
          subject,
          sent: `${sent}Z`,
          messageId: ids[number - 1] as string,
          ...(number === 1 ? {} : { inReplyTo: ids[number - 2] as string }),
          body: `${body}\n${fullName(from)}\nMairie de ${TOWN}\n`,
          ...(note === undefined ? {} : { attachment: note }),
        }),
      ),
    };
  };
  return {
    level: 'File',
    title: `${topic.subject} (${inWords(start)})`,
    description: `Échange de trois courriels entre ${fullName(asker)} et ${fullName(technician)}.`,
    start,
    end: later(start, 2),
    // Messages on the flood are evidence: the hold keeps what the appraisal would destroy.
    ...(at % TOPICS.length === 1 && year === 2021
      ? {
          management: {
            hold: {
              rules: [
                {
                  rule: 'GEL_ENQUETE',
                  start: '2025-09-01',
                  owner: 'Préfecture',
                  reason: 'Retour d’expérience sur la crue',
                },
              ],
            },
          },
        }
      : {}),
    children: [
      message(1, asker, technician, topic.ask(random)),
      message(2, technician, asker, topic.answer),
      message(3, asker, technician, topic.thanks),
    ],
  };
}

export function mails(): Transfer {
  const years = [2019, 2021, 2023];
  return transferOf('SAV_CABINET', {
    key: 'messagerie',
    identifier: 'Messagerie du cabinet, 2019-2023',
    comment: 'Courriels du cabinet du maire, par année et par fil',
    date: day(2026, 1, 16),
    contract: 'CE_MESSAGERIE',
    units: [
      under(
        POSITION.mail,
        years.map((year): Unit => {
          const random = randomFrom(51_000 + year);
          return {
            level: 'RecordGrp',
            title: `Courriels de l’année ${year}`,
            start: day(year, 1, 1),
            end: day(year, 12, 31),
            agents: [mayorOf(year)],
            management: {
              appraisal: { rules: [{ rule: 'DUA_5ANS', start: day(year, 12, 31) }], finalAction: 'Destroy' },
              access: { rules: [{ rule: 'COM_25ANS', start: day(year, 12, 31) }] },
            },
            children: Array.from({ length: 4 }, (_, at) => thread(random, year, at)),
          };
        }),
      ),
    ],
  });
}
