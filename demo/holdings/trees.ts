import type { Level, Management, Transfer, Unit } from '../sip/transfer.ts';
import { TOWN } from '../town/places.ts';

/** Positions of the filing plan under which transfers go. */
export const POSITION = {
  registers: '1D/REG',
  sessions: '1D/SEA',
  orders: '2D/ARR',
  mail: '2D/COR',
  births: '1E/N',
  marriages: '1E/M',
  deaths: '1E/D',
  permits: '10W/PC',
  declarations: '10W/DP',
  staff: '20W/DOS',
  payroll: '20W/PAI',
  budgets: '30W/BUD',
  contracts: '40W/MAR',
  works: '40W/TRA',
  safety: '50W/PCS',
  postcards: '1FI',
  photographs: '2FI',
  plans: '3FI',
  sounds: '1AV',
  private: 'J',
} as const;

/** Unit of a package that stands for a node of the trees. */
export const under = (position: string, children: readonly Unit[]): Unit => ({
  level: 'RecordGrp',
  title: `Rattachement à la position ${position}`,
  attachTo: { member: 'FilePlanPosition', value: position },
  children,
});

const node = (
  level: Level,
  filePlanPosition: string,
  title: string,
  description: string,
  ...children: Unit[]
): Unit => ({ level, filePlanPosition, title, description, ...(children.length > 0 ? { children } : {}) });

const withRules = (unit: Unit, management: Management): Unit => ({ ...unit, management });

export const holdingScheme: Transfer = {
  key: 'arbre-de-positionnement',
  workflow: 'HOLDING_SCHEME',
  sedaVersion: '2.2',
  identifier: 'Arbre de positionnement',
  comment: `Arbre de positionnement des archives de ${TOWN}`,
  date: '2026-01-05',
  contract: 'CE_ARBRES',
  outcome: 'OK',
  units: [
    {
      ...node(
        'Fonds',
        'FC',
        `Archives communales de ${TOWN}`,
        'Ensemble des archives publiques produites et reçues par la commune depuis 1790.',
        node(
          'Subfonds',
          'AM',
          'Archives modernes (1790-1982)',
          'Classées selon le cadre des archives communales, par séries.',
          node(
            'Series',
            'D',
            'Série D. Administration générale de la commune',
            'Conseil municipal, actes et correspondance.',
          ),
          node('Series', 'E', 'Série E. État civil', 'Naissances, mariages, décès.'),
          node(
            'Series',
            'F',
            'Série F. Population, économie, statistique',
            'Recensements, foires et marchés.',
          ),
          node('Series', 'G', 'Série G. Contributions, cadastre', 'Matrices et plans.'),
          node('Series', 'M', 'Série M. Édifices communaux', 'Mairie, écoles, église, lavoirs.'),
          node('Series', 'N', 'Série N. Biens communaux', 'Bois, eaux, concessions.'),
          node('Series', 'O', 'Série O. Travaux publics, voirie', 'Chemins, ponts, régime des eaux.'),
          node('Series', 'R', 'Série R. Instruction publique, sports et loisirs', 'Écoles, sociétés, fêtes.'),
        ),
        node(
          'Subfonds',
          'AC',
          'Archives contemporaines (depuis 1983)',
          'Versements des services, en série continue.',
          node('Series', 'W', 'Série W. Versements des services', 'Un numéro par domaine d’activité.'),
        ),
        node(
          'Subfonds',
          'DF',
          'Documents figurés et sonores',
          'Réunis par leur support.',
          node('Series', 'FI', 'Sous-série Fi. Images et plans', 'Cartes postales, photographies, plans.'),
          node('Series', 'AV', 'Sous-série AV. Documents sonores', 'Enregistrements de la vie locale.'),
        ),
      ),
      titleEn: `Municipal archives of ${TOWN}`,
    },
    {
      ...node(
        'Fonds',
        'J',
        'Archives d’origine privée',
        'Dons et dépôts de particuliers, d’entreprises et de sociétés.',
      ),
      titleEn: 'Private archives',
    },
  ],
};

export const filingPlan: Transfer = {
  key: 'plan-de-classement',
  workflow: 'FILING_SCHEME',
  sedaVersion: '2.2',
  identifier: 'Plan de classement',
  comment: `Plan de classement des services de ${TOWN}`,
  date: '2026-01-05',
  contract: 'CE_ARBRES',
  originatingAgency: 'SAV_ARCHIVES',
  submissionAgency: 'SAV_ARCHIVES',
  outcome: 'OK',
  units: [
    under('D', [
      node(
        'Subseries',
        '1D',
        '1 D. Conseil municipal',
        'Délibérations et préparation des séances.',
        node(
          'RecordGrp',
          POSITION.registers,
          'Registres des délibérations',
          'Registres reliés, depuis 1852.',
        ),
        node(
          'RecordGrp',
          POSITION.sessions,
          'Séances du conseil municipal',
          'Procès-verbaux et délibérations, une chemise par séance.',
        ),
      ),
      node(
        'Subseries',
        '2D',
        '2 D. Actes de l’administration municipale',
        'Arrêtés et correspondance.',
        node('RecordGrp', POSITION.orders, 'Arrêtés du maire', 'Arrêtés réglementaires et individuels.'),
        withRules(node('RecordGrp', POSITION.mail, 'Messagerie du cabinet', 'Courriels versés par année.'), {
          appraisal: { finalAction: 'Destroy' },
        }),
      ),
    ]),
    under('E', [
      node(
        'Subseries',
        '1E',
        '1 E. Registres de l’état civil',
        'Registres communaux, numérisés.',
        node('RecordGrp', POSITION.births, 'Naissances', 'Registres des naissances, par décennie.'),
        node('RecordGrp', POSITION.marriages, 'Mariages', 'Registres des mariages, par décennie.'),
        node('RecordGrp', POSITION.deaths, 'Décès', 'Registres des décès, par décennie.'),
      ),
    ]),
    under('W', [
      node(
        'Subseries',
        '10W',
        '10 W. Urbanisme',
        'Autorisations du droit des sols.',
        node('RecordGrp', POSITION.permits, 'Permis de construire', 'Un dossier par demande.'),
        node('RecordGrp', POSITION.declarations, 'Déclarations préalables', 'Un dossier par déclaration.'),
      ),
      withRules(
        node(
          'Subseries',
          '20W',
          '20 W. Personnel',
          'Carrières et paie.',
          node('RecordGrp', POSITION.staff, 'Dossiers individuels', 'Un dossier par agent.'),
          node('RecordGrp', POSITION.payroll, 'Paie', 'États récapitulatifs par année.'),
        ),
        { access: { rules: [{ rule: 'COM_50ANS', start: '2005-01-01' }] } },
      ),
      node(
        'Subseries',
        '30W',
        '30 W. Finances',
        'Budgets et comptes.',
        node('RecordGrp', POSITION.budgets, 'Budgets et comptes administratifs', 'Une chemise par exercice.'),
      ),
      node(
        'Subseries',
        '40W',
        '40 W. Marchés et travaux',
        'Commande publique et chantiers.',
        node('RecordGrp', POSITION.contracts, 'Marchés publics', 'Un dossier par marché.'),
        node('RecordGrp', POSITION.works, 'Suivi des travaux', 'Relevés et comptes rendus de chantier.'),
      ),
      node(
        'Subseries',
        '50W',
        '50 W. Sécurité civile',
        'Prévention et secours.',
        node('RecordGrp', POSITION.safety, 'Plan communal de sauvegarde', 'Plan, annexes et exercices.'),
      ),
    ]),
    under('FI', [
      node(
        'Subseries',
        POSITION.postcards,
        '1 Fi. Cartes postales',
        'Vues du bourg et des hameaux, 1898-1935.',
      ),
      node(
        'Subseries',
        POSITION.photographs,
        '2 Fi. Photographies',
        'Reportages du service de la communication.',
      ),
      node('Subseries', POSITION.plans, '3 Fi. Plans', 'Plans dessinés par les services techniques.'),
    ]),
    under('AV', [
      node('Subseries', POSITION.sounds, '1 AV. Enregistrements', 'Cloches, harmonie, cérémonies.'),
    ]),
  ],
};
