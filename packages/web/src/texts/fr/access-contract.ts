import { count, number } from './forms.ts';

const LIST = new Intl.ListFormat('fr', { type: 'conjunction' });
/** Names of a list that is too long to be said whole. */
const FEW = 8;
const listed = (values: readonly string[]) =>
  values.length > FEW
    ? `${values.slice(0, FEW).join(', ')} et ${count(values.length - FEW, 'autre')}`
    : LIST.format(values);
const ofAgencies = (agencies: readonly string[]) =>
  agencies.length === 1
    ? `du service producteur ${agencies[0]}`
    : `des services producteurs ${listed(agencies)}`;

/** Texts of what an access contract opens, and of its simulation. */
export const ACCESS_CONTRACT = {
  title: 'En clair',
  says: {
    inactive: 'Ce contrat est inactif : il n’ouvre rien à personne tant qu’il n’est pas activé.',
    everyAgency: 'Ce contrat ouvre les archives de tous les services producteurs.',
    noAgency:
      'Ce contrat n’ouvre les archives d’aucun service producteur, mais les arbres de positionnement seuls.',
    agencies: (agencies: readonly string[]) => `Ce contrat ouvre les archives ${ofAgencies(agencies)}.`,
    both: (agencies: readonly string[], rules: readonly string[]) =>
      `Ce contrat ouvre les archives ${ofAgencies(agencies)}, et celles des autres services dont ces règles sont échues : ${listed(rules)}.`,
    others: (rules: readonly string[]) =>
      `Ce contrat ouvre les archives de tout service dont ces règles sont échues : ${listed(rules)}.`,
    past: (rules: readonly string[]) =>
      `De toutes, il n’ouvre que celles dont ces règles sont échues : ${listed(rules)}.`,
    positions: (roots: number, excluded: number) => {
      const closed = `${count(excluded, 'position')} de l’arborescence, qui ${excluded > 1 ? 'restent fermées' : 'reste fermée'}`;
      if (roots === 0) return `Il ouvre toutes les positions, sauf ${closed}.`;
      const limited = `Il se limite à ${count(roots, 'position')} de l’arborescence`;
      return excluded === 0 ? `${limited}.` : `${limited}, sauf ${closed}.`;
    },
    everyScheme: 'Tous les plans de classement sont ouverts, quels que soient leur service et leurs règles.',
    schemesWhateverRules: 'Les plans de classement sont ouverts même quand leurs règles ne sont pas échues.',
    writes: {
      nothing: 'Rien ne peut être modifié.',
      descriptions: 'Les descriptions peuvent être modifiées, pas les règles de gestion.',
      everything: 'Les descriptions et les règles de gestion peuvent être modifiées.',
    },
    everyUsage: 'Les fichiers de tous les usages peuvent être téléchargés.',
    usages: (usages: readonly string[]) =>
      `Seuls peuvent être téléchargés les fichiers de ces usages : ${listed(usages)}.`,
    logged: 'Chaque lecture d’un fichier est inscrite, avec son auteur.',
  },
  simulate: 'Que voit ce contrat ?',
  simulating: 'Simulation en cours…',
  advice:
    'La simulation compte ce qu’il ouvre aujourd’hui, même s’il n’est pas enregistré. Elle ne change rien.',
  failed: 'La simulation n’a pas abouti',
  found: (seen: number, units: number) =>
    `Ce contrat montre ${number(seen)} des ${count(units, 'unité archivistique', 'unités archivistiques')} de ce coffre.`,
  nothing: (units: number) =>
    `Ce contrat ne montre aucune des ${count(units, 'unité archivistique', 'unités archivistiques')} de ce coffre.`,
  empty: 'Ce coffre n’a pas encore d’unité archivistique.',
  types: {
    INGEST: (total: number) => `${count(total, 'unité versée', 'unités versées')}`,
    HOLDING_UNIT: (total: number) =>
      count(total, 'position d’arbre de positionnement', 'positions d’arbre de positionnement'),
    FILING_UNIT: (total: number) =>
      count(total, 'position de plan de classement', 'positions de plan de classement'),
  },
  refused: 'Ce qui sera refusé',
  refuses: {
    everyWrite: 'Toute modification des unités archivistiques',
    rulesWrite: 'La modification des règles de gestion et du profil d’unité',
    usages: 'Le téléchargement des fichiers d’autres usages que ceux qui sont choisis',
    nothing: 'Rien, parmi ce qu’il montre : modifications et téléchargements sont permis.',
  },
  samples: 'Exemples de ce qu’il montre',
  samplesAdvice: 'Les dix premières unités par titre, parmi celles que vous pouvez consulter vous-même.',
  noSamples: 'Vous ne pouvez consulter vous-même aucune des unités qu’il montre.',
};
