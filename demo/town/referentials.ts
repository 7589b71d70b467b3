/** Agencies and contracts of the town, in the form that the administration's API takes. */

const AGENCIES = [
  ['SAV_ARCHIVES', 'Archives municipales', 'Service d’archives de la commune'],
  ['SAV_SECRETARIAT', 'Secrétariat général', 'Assemblées, arrêtés et courrier'],
  ['SAV_ETAT_CIVIL', 'Service de l’état civil', 'Naissances, mariages, décès et recensement'],
  ['SAV_URBANISME', 'Service de l’urbanisme', 'Autorisations d’urbanisme et aménagement'],
  ['SAV_RESSOURCES_HUMAINES', 'Service des ressources humaines', 'Carrières et paie des agents'],
  ['SAV_FINANCES', 'Service des finances', 'Budgets, comptes et marchés publics'],
  ['SAV_CABINET', 'Cabinet du maire', 'Messagerie, discours et sécurité civile'],
  ['SAV_TECHNIQUE', 'Services techniques', 'Voirie, bâtiments et réseaux'],
  ['SAV_COMMUNICATION', 'Service de la communication', 'Photographies et enregistrements'],
  ['SAV_TUILERIE', 'Tuilerie de Fontvelle', 'Entreprise disparue en 1971, archives données à la commune'],
] as const;

export const AGENCIES_CSV = [
  'Identifier,Name,Description',
  ...AGENCIES.map(([identifier, name, description]) => `${identifier},${name},"${description}"`),
  '',
].join('\n');

const contract = (Identifier: string, Name: string, Description: string, more: object = {}) => ({
  Identifier,
  Name,
  Description,
  Status: 'ACTIVE',
  ...more,
});

const only = (...formats: string[]) => ({ EveryFormatType: false, FormatType: formats });
const ATTACHED = { CheckParentLink: 'REQUIRED' };

/** Contract under which the trees of the town enter, before those that lean on them. */
export const TREE_CONTRACTS = [
  contract('CE_ARBRES', 'Arbres et plans', 'Arbre de positionnement et plan de classement de la commune'),
];

/** @param privateFonds system identifier of the node that receives private archives */
export const ingestContracts = (privateFonds: string) => [
  contract('CE_CONSEIL', 'Actes du conseil municipal', 'Registres, séances et arrêtés', ATTACHED),
  contract('CE_ETAT_CIVIL', 'État civil', 'Registres numérisés, images seules', {
    ...ATTACHED,
    ...only('fmt/11'),
  }),
  contract(
    'CE_URBANISME',
    'Autorisations d’urbanisme',
    'Permis de construire et déclarations préalables',
    ATTACHED,
  ),
  contract('CE_RESSOURCES_HUMAINES', 'Dossiers d’agents', 'Dossiers individuels et paie', ATTACHED),
  contract(
    'CE_FINANCES',
    'Budgets et marchés',
    'Pièces budgétaires, comptables et marchés publics',
    ATTACHED,
  ),
  contract('CE_MESSAGERIE', 'Messagerie', 'Courriels du cabinet du maire', {
    ...ATTACHED,
    ...only('fmt/278'),
  }),
  contract('CE_FIGURES', 'Documents figurés et sonores', 'Photographies, plans et enregistrements', ATTACHED),
  contract(
    'CE_FONDS_PRIVES',
    'Fonds privés',
    'Dons et dépôts, rattachés par le contrat au cadre des fonds privés',
    {
      LinkParentId: privateFonds,
    },
  ),
  contract(
    'CE_ANCIEN_LOGICIEL',
    'Ancien logiciel d’urbanisme',
    'Contrat clos avec le logiciel qu’il servait',
    {
      Status: 'INACTIVE',
    },
  ),
];

export const ACCESS_CONTRACTS = [
  contract('CA_ARCHIVES', 'Archivistes', 'Tous les fonds, en écriture', {
    EveryOriginatingAgency: true,
    EveryDataObjectVersion: true,
    WritingPermission: true,
    AccessLog: 'ACTIVE',
  }),
  contract('CA_URBANISME', 'Service de l’urbanisme', 'Ce que le service a versé', {
    OriginatingAgencies: ['SAV_URBANISME', 'SAV_TECHNIQUE'],
    EveryDataObjectVersion: true,
  }),
  contract('CA_SALLE_DE_LECTURE', 'Salle de lecture', 'Ce qui est communicable, en copies de diffusion', {
    EveryOriginatingAgency: true,
    DataObjectVersion: ['Dissemination', 'Thumbnail', 'TextContent'],
    RuleCategoryToFilter: ['AccessRule'],
  }),
  contract('CA_CABINET', 'Cabinet du maire', 'Messagerie et actes du conseil', {
    OriginatingAgencies: ['SAV_CABINET', 'SAV_SECRETARIAT'],
    EveryDataObjectVersion: true,
  }),
];
