import { type Random, randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, euros, inWords, later } from '../town/dates.ts';
import { plainText, spreadsheet, writtenFile } from '../town/documents.ts';
import { districtFile } from '../town/drawings.ts';
import { fullName, mayorOf, severalPeople } from '../town/people.ts';
import { hamlet, TOWN } from '../town/places.ts';
import { POSITION, under } from './trees.ts';

/** What the offices hand over: staff, finances, public contracts, civil protection. */

const POSTS = [
  'Agent technique',
  'Secrétaire de mairie',
  'Agent d’entretien',
  'Garde champêtre',
  'Cantinière',
  'Bibliothécaire',
] as const;

function staffFile(random: Random, at: number): Unit {
  const person = {
    ...(severalPeople(random, 1, 'recent')[0] as { first: string; last: string }),
    born: day(1932 + at * 4, 1 + random.below(12), 1 + random.below(28)),
  };
  const hired = day(1932 + at * 4 + 24, 9, 1);
  const left = day(1932 + at * 4 + 62, 6, 30);
  const post = POSTS[at % POSTS.length] as string;
  const paper = (title: string, date: string, text: string, sign: string): Unit => ({
    level: 'Item',
    title,
    documentType: title,
    created: date,
    objects: [
      {
        usage: 'BinaryMaster',
        name: `${title.toLowerCase().replaceAll(/[^a-z]+/g, '_')}.pdf`,
        file: writtenFile({
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
      },
    ],
  });
  const active = left > '2026';
  return {
    level: 'File',
    title: `Dossier de ${fullName(person)}, ${post.toLowerCase()}`,
    serviceNumber: `AGT-${String(at + 1).padStart(3, '0')}`,
    description: `Carrière du ${inWords(hired)}${active ? ', en activité' : ` au ${inWords(left)}`}.`,
    agents: [{ ...person, position: post }],
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
        `${fullName(person)} est nommé(e) en qualité de ${post.toLowerCase()} stagiaire à compter du ${inWords(hired)}.`,
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
  return {
    key: 'personnel',
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    identifier: 'Dossiers d’agents et états de paie',
    comment: 'Dossiers individuels des agents, et récapitulatifs annuels de paie',
    date: day(2026, 1, 19),
    contract: 'CE_RESSOURCES_HUMAINES',
    originatingAgency: 'SAV_RESSOURCES_HUMAINES',
    submissionAgency: 'SAV_RESSOURCES_HUMAINES',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
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
            objects: [
              {
                usage: 'BinaryMaster',
                name: `paie_${year}.csv`,
                file: spreadsheet([
                  ['Matricule', 'Emploi', 'Brut annuel', 'Net annuel'],
                  ...POSTS.map((post, line) => {
                    const gross = 19_000 + 400 * at + random.below(9_000);
                    return [
                      `AGT-${String(line + 1).padStart(3, '0')}`,
                      post,
                      gross,
                      Math.round(gross * 0.79),
                    ];
                  }),
                ]),
              },
            ],
          };
        }),
      ),
    ],
  };
}

const CHAPTERS = [
  'Charges à caractère général',
  'Charges de personnel',
  'Subventions versées',
  'Travaux et équipements',
  'Remboursement de la dette',
  'Impôts et taxes',
  'Dotations',
  'Produits des services',
] as const;

function financialYear(random: Random, year: number): Unit {
  const rows = CHAPTERS.map(
    (chapter) => [chapter, 12_000 + random.below(380_000), 12_000 + random.below(380_000)] as const,
  );
  const closed = day(year, 12, 31);
  return {
    level: 'File',
    title: `Exercice ${year}`,
    description: `Budget primitif, compte administratif et grand livre de l’exercice ${year}.`,
    start: day(year, 1, 1),
    end: closed,
    management: { storage: { rules: [{ rule: 'DUC_1AN', start: closed }], finalAction: 'Copy' } },
    children: [
      {
        level: 'Item',
        title: `Budget primitif ${year}`,
        documentType: 'Budget',
        created: day(year, 3, 28),
        management: {
          appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: closed }], finalAction: 'Keep' },
        },
        objects: [
          {
            usage: 'BinaryMaster',
            name: `budget_${year}.pdf`,
            file: writtenFile({
              title: `Budget primitif ${year}`,
              service: 'Service des finances',
              blocks: [
                {
                  text: `Budget voté le 28 mars ${year} sous la présidence de ${fullName(mayorOf(year))}, maire.`,
                },
                {
                  table: [
                    ['Chapitre', 'Exercice antérieur', 'Proposé'],
                    ...rows.map(([chapter, before, proposed]) => [chapter, euros(before), euros(proposed)]),
                  ],
                  columns: [0, 240, 360],
                },
                {
                  text: 'La section de fonctionnement est votée au niveau du chapitre, la section d’investissement par opération.',
                },
              ],
            }),
          },
        ],
      },
      {
        level: 'Item',
        title: `Compte administratif ${year}`,
        documentType: 'Tableau',
        created: later(closed, 90),
        management: { appraisal: { rules: [{ rule: 'DUA_10ANS', start: closed }], finalAction: 'Keep' } },
        objects: [
          {
            usage: 'BinaryMaster',
            name: `compte_administratif_${year}.csv`,
            file: spreadsheet([
              ['Chapitre', 'Prévu', 'Réalisé'],
              ...rows.map(([chapter, , proposed]) => [
                chapter,
                proposed,
                Math.round(proposed * (0.86 + random.below(13) / 100)),
              ]),
            ]),
          },
        ],
      },
      {
        level: 'Item',
        title: `Grand livre ${year}`,
        documentType: 'Tableau',
        created: closed,
        management: { appraisal: { rules: [{ rule: 'DUA_10ANS', start: closed }], finalAction: 'Destroy' } },
        objects: [
          {
            usage: 'BinaryMaster',
            name: `grand_livre_${year}.csv`,
            file: spreadsheet([
              ['Date', 'Pièce', 'Libellé', 'Montant'],
              ...Array.from({ length: 60 }, (_, at) => [
                day(year, 1 + Math.floor(at / 5), 1 + random.below(28)),
                `M${1_000 + at}`,
                random.pick([
                  'Fournitures scolaires',
                  'Carburant',
                  'Électricité',
                  'Location de nacelle',
                  'Assurance',
                  'Papeterie',
                ]),
                (500 + random.below(400_000)) / 100,
              ]),
            ]),
          },
        ],
      },
    ],
  };
}

export function finances(): Transfer {
  const random = randomFrom(62_000);
  return {
    key: 'finances',
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    identifier: 'Budgets et comptes, 2008-2024',
    comment: 'Pièces budgétaires et comptables, une chemise par exercice',
    date: day(2026, 1, 19),
    contract: 'CE_FINANCES',
    originatingAgency: 'SAV_FINANCES',
    submissionAgency: 'SAV_FINANCES',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
    management: { access: { rules: [{ rule: 'COM_IMMEDIATE', start: '2008-01-01' }] } },
    units: [
      under(
        POSITION.budgets,
        Array.from({ length: 9 }, (_, at) => financialYear(random, 2008 + 2 * at)),
      ),
    ],
  };
}

function contractFile(random: Random, at: number): Unit {
  const year = 2016 + at;
  const [won, lost] = [
    `Entreprise ${random.pick(['Velle-Bâti', 'Rimeplume et fils', 'Charpentes du Gué', 'Voirie d’Épinettes'])}`,
    'Société Grand-Borne Travaux',
  ];
  const object = random.pick([
    'Réfection de la voirie',
    'Rénovation de la salle des fêtes',
    'Assainissement',
    'Isolation de l’école',
    'Aménagement du quai',
  ]);
  const received = day(year + 1, 4, 1 + random.below(28));
  const paper = (title: string, date: string, text: string, management?: Unit['management']): Unit => ({
    level: 'Item',
    title,
    documentType: title,
    created: date,
    ...(management === undefined ? {} : { management }),
    objects: [
      {
        usage: 'BinaryMaster',
        name: `${title.toLowerCase().replaceAll(/[^a-z]+/g, '_')}.pdf`,
        file: writtenFile({
          title: `${title} : ${object.toLowerCase()}`,
          service: 'Commande publique',
          blocks: [{ text }, { signature: `Le ${inWords(date)}` }],
        }),
      },
    ],
  });
  return {
    level: 'File',
    title: `Marché ${year}-${String(at + 1).padStart(2, '0')} : ${object.toLowerCase()}, ${hamlet(random)}`,
    serviceNumber: `MP-${year}-${at + 1}`,
    description: `Procédure adaptée, titulaire : ${won}. Réception des travaux le ${inWords(received)}.`,
    keywords: [
      { content: won, type: 'corpname' },
      { content: 'marché public', type: 'genreform' },
    ],
    start: day(year, 2, 1),
    end: received,
    management: {
      storage: { rules: [{ rule: 'DUC_5ANS', start: received }], finalAction: 'RestrictAccess' },
      appraisal: { rules: [{ rule: 'DUA_10ANS', start: received }], finalAction: 'Keep' },
      access: { rules: [{ rule: 'COM_IMMEDIATE', start: received }] },
      ...(at === 3
        ? {
            hold: {
              rules: [
                {
                  rule: 'GEL_CONTENTIEUX',
                  start: '2022-05-02',
                  end: '2027-05-02',
                  owner: 'Service juridique',
                  reason: 'Malfaçons, expertise en cours',
                },
              ],
            },
          }
        : {}),
    },
    children: [
      paper(
        'Cahier des charges',
        day(year, 2, 1),
        `Le présent marché a pour objet : ${object.toLowerCase()}. Le délai d’exécution est de six mois à compter de l’ordre de service.`,
      ),
      paper(
        'Offre retenue',
        day(year, 4, 12),
        `L’offre de ${won}, d’un montant de ${euros(20_000 + random.below(180_000))} hors taxes, est classée première.`,
        {
          // Offers carry trade secrets, which are kept longer than the file.
          access: { rules: [{ rule: 'COM_25ANS', start: day(year, 4, 12) }], refuses: ['COM_IMMEDIATE'] },
        },
      ),
      paper('Offre non retenue', day(year, 4, 12), `L’offre de ${lost} est classée deuxième.`, {
        appraisal: {
          rules: [{ rule: 'DUA_5ANS', start: day(year, 4, 12) }],
          finalAction: 'Destroy',
          refuses: ['DUA_10ANS'],
        },
      }),
      paper('Procès-verbal de réception', received, 'Les travaux sont reçus sans réserve.'),
    ],
  };
}

export function publicContracts(): Transfer {
  const random = randomFrom(63_000);
  return {
    key: 'marches-publics',
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    identifier: 'Marchés publics, 2016-2023',
    comment: 'Un dossier par marché, de la consultation à la réception',
    date: day(2026, 1, 21),
    contract: 'CE_FINANCES',
    originatingAgency: 'SAV_FINANCES',
    submissionAgency: 'SAV_FINANCES',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
    units: [
      under(
        POSITION.contracts,
        Array.from({ length: 8 }, (_, at) => contractFile(random, at)),
      ),
    ],
  };
}

/** The plan that the authorities keep secret in part. */
export function civilProtection(): Transfer {
  const random = randomFrom(64_000);
  const written = (title: string, text: string) =>
    writtenFile({
      title,
      service: 'Sécurité civile',
      blocks: [
        { text },
        { text: 'Document à tenir à jour après chaque exercice.' },
        { signature: `Le ${inWords('2017-11-06')}` },
      ],
    });
  return {
    key: 'securite-civile',
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    identifier: 'Plan communal de sauvegarde',
    comment: 'Plan, annexes et comptes rendus d’exercice',
    date: day(2026, 1, 22),
    contract: 'CE_CONSEIL',
    originatingAgency: 'SAV_CABINET',
    submissionAgency: 'SAV_CABINET',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
    management: { appraisal: { rules: [{ rule: 'DUA_30ANS', start: '2017-11-06' }], finalAction: 'Keep' } },
    units: [
      under(POSITION.safety, [
        {
          level: 'File',
          title: 'Plan communal de sauvegarde, édition de 2017',
          description: 'Risque d’inondation par la Velle et risque industriel.',
          start: '2017-11-06',
          management: { access: { rules: [{ rule: 'COM_IMMEDIATE', start: '2017-11-06' }] } },
          children: [
            {
              level: 'Item',
              title: 'Document d’information des habitants',
              created: '2017-11-06',
              objects: [
                {
                  usage: 'BinaryMaster',
                  name: 'information.pdf',
                  file: written(
                    'Que faire en cas de crue ?',
                    'Montez à l’étage, coupez le gaz et l’électricité, écoutez la radio locale. Le point de ralliement est la salle des fêtes.',
                  ),
                },
              ],
            },
            {
              level: 'Item',
              title: 'Carte des zones inondables',
              created: '2017-11-06',
              objects: [
                {
                  usage: 'BinaryMaster',
                  name: 'carte.svg',
                  file: districtFile(random, 'Zones inondables de la Velle'),
                },
              ],
            },
            {
              level: 'Item',
              title: 'Liste d’alerte',
              created: '2017-11-06',
              management: {
                access: { rules: [{ rule: 'COM_50ANS', start: '2017-11-06' }], refuses: ['COM_IMMEDIATE'] },
              },
              objects: [
                {
                  usage: 'BinaryMaster',
                  name: 'alerte.csv',
                  file: spreadsheet([
                    ['Nom', 'Fonction', 'Rang'],
                    ...severalPeople(random, 8, 'recent').map((person, at) => [
                      fullName(person),
                      at === 0 ? 'Maire' : 'Réserve communale',
                      at + 1,
                    ]),
                  ]),
                },
              ],
            },
            {
              level: 'Item',
              title: 'Annexe : ouvrages sensibles',
              description: 'Points d’eau et réseaux d’importance vitale.',
              created: '2017-11-06',
              management: {
                access: { refuses: 'everything' },
                classification: {
                  rules: [{ rule: 'CLA_50ANS', start: '2017-11-06' }],
                  level: 'Confidentiel Défense',
                  owner: 'Préfecture',
                  reassessing: '2027-11-06',
                },
              },
              objects: [
                {
                  usage: 'BinaryMaster',
                  name: 'annexe.pdf',
                  file: written(
                    'Ouvrages sensibles',
                    'La présente annexe est imaginaire, comme la commune : elle ne décrit aucun ouvrage.',
                  ),
                },
              ],
            },
            {
              level: 'Item',
              title: 'Annexe ancienne : abris, 1962',
              description: 'Classification échue, consultable.',
              created: '1962-05-14',
              management: {
                classification: {
                  rules: [{ rule: 'CLA_50ANS', start: '1962-05-14' }],
                  level: 'Non protégé',
                  owner: 'Préfecture',
                },
              },
              objects: [
                {
                  usage: 'BinaryMaster',
                  name: 'abris.txt',
                  file: plainText([
                    'Abris communaux, état au 14 mai 1962',
                    '',
                    'Cave de la mairie : quarante places.',
                    'Cellier de la tuilerie : cent vingt places.',
                    `Fait à ${TOWN}.`,
                  ]),
                },
              ],
            },
          ],
        },
        ...[2018, 2021, 2024].map(
          (year): Unit => ({
            level: 'Item',
            title: `Compte rendu de l’exercice de ${year}`,
            created: day(year, 10, 12),
            documentType: 'Compte rendu',
            objects: [
              {
                usage: 'BinaryMaster',
                name: `exercice_${year}.pdf`,
                file: written(
                  `Exercice d’évacuation ${year}`,
                  `Alerte donnée à neuf heures, école évacuée en onze minutes, ${20 + random.below(30)} participants. La sirène a été entendue à ${hamlet(random)}.`,
                ),
              },
            ],
          }),
        ),
      ]),
    ],
  };
}
