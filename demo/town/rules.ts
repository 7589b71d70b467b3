/** Management rules of the archives, one line each of the file that is imported. */

interface RuleLine {
  readonly id: string;
  readonly category: string;
  readonly label: string;
  readonly description: string;
  /** Years, `unlimited`, or none for a hold without term. */
  readonly years?: number | 'unlimited';
}

const RULE_LINES: readonly RuleLine[] = [
  {
    id: 'DUC_1AN',
    category: 'StorageRule',
    label: 'Dossiers clos',
    description: 'Durée d’utilité courante d’un an après la clôture',
    years: 1,
  },
  {
    id: 'DUC_5ANS',
    category: 'StorageRule',
    label: 'Dossiers de marché',
    description: 'Durée d’utilité courante de cinq ans après réception des travaux',
    years: 5,
  },
  {
    id: 'DUA_2ANS',
    category: 'AppraisalRule',
    label: 'Correspondance courante',
    description: 'Échanges sans portée décisionnelle',
    years: 2,
  },
  {
    id: 'DUA_5ANS',
    category: 'AppraisalRule',
    label: 'Pièces justificatives simples',
    description: 'Devis non retenus, convocations, plannings',
    years: 5,
  },
  {
    id: 'DUA_10ANS',
    category: 'AppraisalRule',
    label: 'Pièces comptables et marchés',
    description: 'Dix ans à compter de la clôture de l’exercice ou du marché',
    years: 10,
  },
  {
    id: 'DUA_30ANS',
    category: 'AppraisalRule',
    label: 'Actes engageant la commune',
    description: 'Trente ans, puis versement aux archives définitives',
    years: 30,
  },
  {
    id: 'DUA_80ANS',
    category: 'AppraisalRule',
    label: 'Dossiers individuels d’agents',
    description: 'Quatre-vingts ans à compter de la naissance de l’agent',
    years: 80,
  },
  {
    id: 'DUA_PERMANENTE',
    category: 'AppraisalRule',
    label: 'Conservation permanente',
    description: 'Documents conservés sans limite de durée',
    years: 'unlimited',
  },
  {
    id: 'COM_IMMEDIATE',
    category: 'AccessRule',
    label: 'Communicable immédiatement',
    description: 'Documents publics de plein droit',
    years: 0,
  },
  {
    id: 'COM_25ANS',
    category: 'AccessRule',
    label: 'Délai de 25 ans',
    description:
      'Délibérations du gouvernement local, actes de décès et secrets protégés pour vingt-cinq ans',
    years: 25,
  },
  {
    id: 'COM_50ANS',
    category: 'AccessRule',
    label: 'Vie privée',
    description: 'Protection de la vie privée et jugements de valeur',
    years: 50,
  },
  {
    id: 'COM_75ANS',
    category: 'AccessRule',
    label: 'Naissances et mariages',
    description: 'Registres de naissances et de mariages de l’état civil',
    years: 75,
  },
  {
    id: 'COM_100ANS',
    category: 'AccessRule',
    label: 'Mineurs',
    description: 'Documents relatifs aux mineurs',
    years: 100,
  },
  {
    id: 'DIF_IMMEDIATE',
    category: 'DisseminationRule',
    label: 'Diffusion libre',
    description: 'Mise en ligne sans délai',
    years: 0,
  },
  {
    id: 'DIF_75ANS',
    category: 'DisseminationRule',
    label: 'Diffusion après 75 ans',
    description: 'Mise en ligne des registres nominatifs',
    years: 75,
  },
  {
    id: 'DIF_100ANS',
    category: 'DisseminationRule',
    label: 'Diffusion après 100 ans',
    description: 'Mise en ligne des naissances',
    years: 100,
  },
  {
    id: 'REU_IMMEDIATE',
    category: 'ReuseRule',
    label: 'Réutilisation libre',
    description: 'Licence ouverte',
    years: 0,
  },
  {
    id: 'REU_70ANS',
    category: 'ReuseRule',
    label: 'Droit d’auteur',
    description: 'Soixante-dix ans après la mort de l’auteur',
    years: 70,
  },
  {
    id: 'CLA_50ANS',
    category: 'ClassificationRule',
    label: 'Secret de la défense',
    description: 'Classification levée au bout de cinquante ans',
    years: 50,
  },
  {
    id: 'GEL_CONTENTIEUX',
    category: 'HoldRule',
    label: 'Contentieux en cours',
    description: 'Gel jusqu’à la fin de l’instance',
  },
  {
    id: 'GEL_ENQUETE',
    category: 'HoldRule',
    label: 'Enquête publique',
    description: 'Gel de deux ans à compter de l’ouverture de l’enquête',
    years: 2,
  },
];

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

export const RULES_CSV = [
  'RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement',
  ...RULE_LINES.map(({ id, category, label, description, years }) =>
    [id, category, quoted(label), quoted(description), years ?? '', years === undefined ? '' : 'YEAR'].join(
      ',',
    ),
  ),
  '',
].join('\n');
