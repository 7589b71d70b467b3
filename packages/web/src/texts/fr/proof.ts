import { count, number } from './forms.ts';

/** Statements of probative value, told to people and to the expert of a court. */
export const PROOF = {
  title: 'Valeur probante',
  lead: 'Un relevé dit, objet par objet, si ce que le coffre conserve est ce qui y est entré, et par quelles preuves on le sait.',
  notYours: 'Votre rôle dans ce coffre ne permet pas d’établir de relevé de valeur probante',
  ask: 'Établir un relevé',
  state: 'Établir un relevé de valeur probante',
  ofSearch: 'Le relevé portera sur les objets de toutes les archives que votre recherche trouve.',
  unit: 'Identifiant de l’unité archivistique',
  unitHint: '36 caractères : il se lit sur la page de l’archive, à la rubrique « Identifiants ».',
  usage: 'Usage',
  usages: {
    BinaryMaster: 'Original numérique (BinaryMaster)',
    Dissemination: 'Diffusion (Dissemination)',
    Thumbnail: 'Vignette (Thumbnail)',
    TextContent: 'Texte (TextContent)',
  },
  version: 'Version',
  versions: { FIRST: 'Première version', LAST: 'Dernière version' },
  versionNumber: (number: string) => `Version ${number}`,
  signed: 'Document signé électroniquement : joindre les éléments de signature détachés',
  signedHint: 'Signatures, horodatages et preuves portés par les unités placées juste au-dessous.',
  submit: 'Établir le relevé',
  asking: 'Envoi de la demande…',
  failed: 'La demande n’a pas été enregistrée',
  badUnit: 'Un identifiant a 36 caractères, lettres minuscules et chiffres de 2 à 7.',
  find: 'Relevé ou unité archivistique',
  from: 'Du',
  to: 'Au',
  none: 'Aucun relevé de valeur probante',
  noneAdvice: 'Le formulaire ci-dessus en établit un ; une recherche, pour tout ce qu’elle trouve.',
  nothingFound: 'Aucun relevé ne répond à ces critères.',
  caption: 'Relevés de valeur probante, les plus récents d’abord',
  pages: 'Pages des relevés',
  columns: { status: 'Résultat', date: 'Relevé', usage: 'Objets', id: 'Identifiant' },
  named: (date: string) => `Relevé du ${date}`,
  asked: (usage: string, version: string) => `${usage} · ${version}`,
  running: 'En cours',
  outcomes: {
    OK: { word: 'Prouvé', told: 'Toutes les preuves sont là et concordent.' },
    WARNING: {
      word: 'Avec réserve',
      told: 'Ce qui pouvait être comparé concorde ; une preuve au moins n’existe pas encore, ou un objet fait défaut.',
    },
    KO: {
      word: 'Non prouvé',
      told: 'Une preuve au moins manque ou ne concorde pas : le détail dit laquelle, pour chaque objet.',
    },
    FATAL: {
      word: 'Interrompu',
      told: 'Une panne a interrompu le relevé ; il peut être repris par l’exploitant.',
    },
    other: { word: 'Annulé', told: 'Le relevé a été annulé.' },
  },
  waiting:
    'Les objets sont relus sur chaque offre et comparés à leurs preuves. Cette page se met à jour seule.',
  download: 'Télécharger le relevé (JSON)',
  print: 'Imprimer',
  summary: (total: number, good: number, warned: number, bad: number) =>
    `${count(total, 'objet examiné', 'objets examinés')} : ${number(good)} sans réserve, ${number(warned)} avec réserve, ${number(bad)} sans preuve suffisante.`,
  nothing:
    'Aucun objet ne répond : les archives choisies n’en ont pas de cet usage, ou ne vous sont pas ouvertes.',
  shown: (shown: number, total: number) =>
    `Les ${number(shown)} premiers des ${number(total)} objets, ceux qui posent question d’abord ; tous sont dans le fichier.`,
  noVersion: 'Le groupe d’objets n’a pas d’objet de cet usage et de cette version : il n’y a rien à prouver.',
  archive: 'Archive',
  object: 'Objet',
  group: 'Groupe d’objets',
  operations: 'Opérations sur lesquelles la preuve repose',
  examined: 'Examiné le',
  questions: {
    LOCAL_INTEGRITY: {
      title: 'L’objet est-il celui qui est entré ?',
      good: 'Oui : son empreinte est la même sur chaque offre, dans la base, dans son journal et dans le journal sécurisé.',
      bad: 'Ce n’est pas établi.',
    },
    MERKLE_INTEGRITY: {
      title: 'Les journaux sécurisés sont-ils intacts ?',
      good: 'Oui : leurs arbres de Merkle, recalculés ligne à ligne, ont les racines qui furent scellées.',
      bad: 'Ce n’est pas établi.',
    },
    TIMESTAMP_CHECKING: {
      title: 'À quelle date étaient-ils scellés ?',
      good: 'À la date de leurs jetons d’horodatage (RFC 3161), valides et signés par ce service.',
      bad: 'Les jetons d’horodatage ne l’établissent pas.',
    },
    CHAIN: {
      title: 'Aucun journal n’a-t-il été ôté ou antidaté ?',
      good: 'Non : chacun scelle le jeton du journal qui le précède.',
      warned: 'Il n’y a pas encore de journal sécurisé avant celui-ci : la chaîne commence.',
      bad: 'La chaîne n’est pas établie.',
    },
  },
  checks: 'Contrôles et valeurs comparées',
  check: { name: 'Contrôle', values: 'Valeurs comparées', status: 'Résultat' },
  names: {
    FILE_DIGEST_OFFER_DATABASE_COMPARISON: 'Empreinte de l’objet, relu sur chaque offre, et celle de la base',
    FILE_DIGEST_LFC_DATABASE_COMPARISON: 'Empreinte dans le journal du cycle de vie et celle de la base',
    FILE_DIGEST_DATABASE_TRACEABILITY_COMPARISON: 'Empreinte de la base et celle du journal sécurisé',
    EVENTS_OBJECT_GROUP_DIGEST_DATABASE_TRACEABILITY_COMPARISON:
      'Événements du cycle de vie, dans la base et dans le journal sécurisé',
    EVENTS_OPERATION_DATABASE_TRACEABILITY_COMPARISON:
      'Journal de l’opération d’entrée, dans la base et dans le journal sécurisé',
    MERKLE_OPERATION_DIGEST_DATABASE_TRACEABILITY_COMPARISON:
      'Journal des opérations : racine de l’arbre, dans la base et dans le fichier',
    MERKLE_OPERATION_DIGEST_COMPUTATION_TRACEABILITY_COMPARISON:
      'Journal des opérations : racine recalculée et racine du fichier',
    MERKLE_OPERATION_DIGEST_COMPUTATION_ADDITIONAL_TRACEABILITY_COMPARISON:
      'Journal des opérations : racine recalculée et racine scellée avec les jetons antérieurs',
    MERKLE_OBJECT_GROUP_DIGEST_DATABASE_TRACEABILITY_COMPARISON:
      'Cycles de vie : racine de l’arbre, dans la base et dans le fichier',
    MERKLE_OBJECT_GROUP_DIGEST_COMPUTATION_TRACEABILITY_COMPARISON:
      'Cycles de vie : racine recalculée et racine du fichier',
    MERKLE_OBJECT_GROUP_DIGEST_COMPUTATION_ADDITIONAL_TRACEABILITY_COMPARISON:
      'Cycles de vie : racine recalculée et racine scellée avec les jetons antérieurs',
    TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_VALIDATION: 'Journal des opérations : validité du jeton',
    TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_COMPARISON:
      'Journal des opérations : jeton de la base et jeton du fichier',
    TIMESTAMP_OPERATION_COMPUTATION_TRACEABILITY_COMPARISON:
      'Journal des opérations : empreinte recalculée et empreinte horodatée',
    TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_VALIDATION: 'Cycles de vie : validité du jeton',
    TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_COMPARISON:
      'Cycles de vie : jeton de la base et jeton du fichier',
    TIMESTAMP_OBJECT_GROUP_COMPUTATION_TRACEABILITY_COMPARISON:
      'Cycles de vie : empreinte recalculée et empreinte horodatée',
    PREVIOUS_TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_VALIDATION:
      'Journal des opérations : validité du jeton précédent',
    PREVIOUS_TIMESTAMP_OPERATION_DATABASE_TRACEABILITY_COMPARISON:
      'Journal des opérations : jeton précédent, dans la base et dans le fichier',
    PREVIOUS_TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_VALIDATION:
      'Cycles de vie : validité du jeton précédent',
    PREVIOUS_TIMESTAMP_OBJECT_GROUP_DATABASE_TRACEABILITY_COMPARISON:
      'Cycles de vie : jeton précédent, dans la base et dans le fichier',
  },
  statuses: { OK: 'Concorde', WARNING: 'Sans objet encore', KO: 'Ne concorde pas, ou manque' },
  expert:
    'Pour l’expert : les journaux sécurisés nommés ici se vérifient sans ce logiciel, avec unzip, Python et OpenSSL ; la méthode est dans la documentation (docs/proof.md). Le fichier du relevé porte les valeurs entières.',
};
