import { type Random, randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords, later } from '../town/dates.ts';
import { fileName, spreadsheet, writtenFile } from '../town/documents.ts';
import { fullName, somebody } from '../town/people.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Files of the staff, each with the delays of a person, and the yearly tables of pay. */

const POSTS = [
  'Agent technique',
  'Secrétaire de mairie',
  'Agent d’entretien',
  'Garde champêtre',
  'Cantinière',
  'Bibliothécaire',
] as const;

function staffFile(random: Random, at: number): Unit {
  const post = POSTS[at % POSTS.length] as string;
  const person = {
    ...somebody(random, 'recent', post),
    born: day(1932 + at * 4, 1 + random.below(12), 1 + random.below(28)),
  };
  const hired = day(1932 + at * 4 + 24, 9, 1);
  const left = day(1932 + at * 4 + 62, 6, 30);
  const paper = (title: string, date: string, text: string, sign: string): Unit => ({
    level: 'Item',
    title,
    documentType: title,
    created: date,
    objects: master(
      `${fileName(title)}.pdf`,
      writtenFile({
        title,
        service: 'Service des ressources humaines',
        font: date < '1990' ? 'typewriter' : 'sans',
        blocks: [
          {
            text: `Agent : ${fullName(person)}, né(e) le ${inWords(person.born)}. Emploi : ${post.toLowerCase()}.`,
          },
          { text },
          { signature: sign },
        ],
      }),
    ),
  });
  const active = left > '2026';
  return {
    level: 'File',
    title: `Dossier de ${fullName(person)}, ${post.toLowerCase()}`,
    serviceNumber: `AGT-${String(at + 1).padStart(3, '0')}`,
    description: `Carrière du ${inWords(hired)}${active ? ', en activité' : ` au ${inWords(left)}`}.`,
    agents: [person],
    keywords: [{ content: fullName(person), type: 'persname' }],
    start: hired,
    ...(active ? {} : { end: left }),
    management: {
      appraisal: {
        rules: [{ rule: 'DUA_80ANS', start: person.born }],
        finalAction: at % 4 === 0 ? 'Keep' : 'Destroy',
      },
      // A file of a person has a delay of its own; what the plan says of the whole does not count here.
      access: active
        ? { refuses: 'everything' }
        : { rules: [{ rule: 'COM_25ANS', start: left }], refuses: ['COM_50ANS'] },
      needAuthorization: true,
    },
    children: [
      paper(
        'Arrêté de nomination',
        hired,
        `${fullName(person)} est nommé(e) stagiaire dans l’emploi susdit à compter du ${inWords(hired)}.`,
        'Le maire',
      ),
      paper(
        'Compte rendu d’entretien',
        later(hired, 2_900),
        'L’agent donne satisfaction ; il souhaite suivre une formation à la conduite d’engins.',
        'Le chef de service',
      ),
      active
        ? paper(
            'Attestation de formation',
            later(hired, 3_600),
            'Formation de trois jours aux gestes de premiers secours, suivie avec assiduité.',
            'L’organisme',
          )
        : paper(
            'Certificat de départ en retraite',
            left,
            `L’agent est admis à faire valoir ses droits à la retraite le ${inWords(left)}.`,
            'Le maire',
          ),
    ],
  };
}

export function staff(): Transfer {
  const random = randomFrom(61_000);
  return transferOf('SAV_RESSOURCES_HUMAINES', {
    key: 'personnel',
    identifier: 'Dossiers d’agents et états de paie',
    comment: 'Dossiers individuels des agents, et récapitulatifs annuels de paie',
    date: day(2026, 1, 19),
    contract: 'CE_RESSOURCES_HUMAINES',
    units: [
      under(
        POSITION.staff,
        Array.from({ length: 16 }, (_, at) => staffFile(random, at)),
      ),
      under(
        POSITION.payroll,
        Array.from({ length: 8 }, (_, at): Unit => {
          const year = 2010 + 2 * at;
          return {
            level: 'Item',
            title: `État récapitulatif de la paie, ${year}`,
            documentType: 'Tableau',
            created: day(year, 12, 31),
            management: {
              appraisal: { rules: [{ rule: 'DUA_10ANS', start: day(year, 12, 31) }], finalAction: 'Destroy' },
            },
            objects: master(
              `paie_${year}.csv`,
              spreadsheet([
                ['Matricule', 'Emploi', 'Brut annuel', 'Net annuel'],
                ...POSTS.map((post, line) => {
                  const gross = 19_000 + 400 * at + random.below(9_000);
                  return [`AGT-${String(line + 1).padStart(3, '0')}`, post, gross, Math.round(gross * 0.79)];
                }),
              ]),
            ),
          };
        }),
      ),
    ],
  });
}
