import { count } from './forms.ts';

/** Texts of the forms in which a record is made or changed. */
export const RECORD_FORM = {
  create: {
    agencies: 'Créer un service agent',
    rules: 'Créer une règle de gestion',
    formats: 'Créer un format externe',
    ontologies: 'Créer un vocabulaire',
    schema: 'Ajouter un élément',
    griffins: 'Créer un griffon',
    'preservation-scenarios': 'Créer un scénario de préservation',
    'access-contracts': 'Créer un contrat d’accès',
    'ingest-contracts': 'Créer un contrat d’entrée',
    'management-contracts': 'Créer un contrat de gestion',
    contexts: 'Créer un contexte applicatif',
    'security-profiles': 'Créer un profil de sécurité',
    'archival-profiles': 'Créer un profil d’archivage',
    'archive-unit-profiles': 'Créer un profil d’unité archivistique',
  },
  edit: 'Modifier',
  editTitle: (id: string) => `Modifier ${id}`,
  lead: 'Les champs marqués d’un astérisque sont obligatoires. L’opération est inscrite au journal.',
  notYours: 'Votre profil sur ce coffre ne permet pas de créer ou de modifier ces enregistrements.',
  mandatory: (name: string) => `${name} *`,
  parts: {
    duration: 'Durée',
    indexing: 'Indexation',
    program: 'Programme',
    actions: 'Actions',
    identity: 'Informations',
    holdings: 'Archives ouvertes',
    rights: 'Droits',
    positions: 'Positions dans l’arborescence',
    profiles: 'Profils et gestion',
    formats: 'Formats',
    recognition: 'Reconnaissance des fichiers',
    usages: 'Usages',
    attachment: 'Rattachement et héritage',
    signature: 'Signature',
    storage: 'Stockage',
    versions: 'Versions conservées',
    identifiers: 'Identifiants pérennes',
    security: 'Sécurité',
    permissions: 'Permissions',
    control: 'Contrôle',
    authority: 'Notice d’autorité : identification',
    history: 'Notice d’autorité : histoire et fonctions',
    relations: 'Place et succession',
    notice: 'Notice d’autorité : élaboration',
    others: 'Autres champs',
  },
  help: {
    common: {
      Identifier: 'Il ne pourra plus changer. 100 caractères au plus.',
      Name: '100 caractères au plus.',
      SedaVersion: 'Version du SEDA que suivent les versements contrôlés.',
    },
    agencies: {
      EntityType: 'Collectivité, personne ou famille.',
      EntityId: 'Tel que SIREN ou SIRET.',
      SuperiorAgencies:
        'Services dont celui-ci dépend directement. Tapez un identifiant ou un nom, puis « Ajouter ».',
      EarlierAgencies: 'Services auxquels celui-ci a succédé.',
      LaterAgencies: 'Services qui ont succédé à celui-ci. Une seule des deux fiches a besoin de le dire.',
    },
    rules: {
      RuleId: 'Sans espace ni accent. Il ne pourra plus changer.',
      RuleValue: '100 caractères au plus.',
      RuleDuration: 'Nombre entier, ou « unlimited ». Un gel peut ne pas en avoir.',
    },
    ontologies: {
      Identifier: 'Tel que le champ s’écrit dans le bordereau. Il ne pourra plus changer.',
      StringSize: 'Longueur du champ de saisie.',
      Collections: 'Descriptions qui emploient ce champ.',
    },
    formats: {
      PUID: 'Commence par EXTERNAL_, puis des lettres sans accent, des chiffres, des points ou des tirets. Il ne pourra plus changer.',
      Version: 'Telle que l’éditeur du format la donne ; 1 s’il n’en a qu’une.',
      MimeType: 'Tel que application/pdf. Plusieurs se séparent par un point-virgule.',
      Extension:
        'Sans le point, telle que dwg. Un fichier est reconnu par son extension quand aucune signature de PRONOM ne le reconnaît. Choisissez-en au moins une.',
      HasPriorityOverFileFormatID:
        'Formats de même extension, sans signature, auxquels celui-ci est préféré : ses versions précédentes, par exemple.',
    },
    schema: {
      Path: 'Noms séparés par des points, tels que Travaux.Adresse. Lettres et chiffres seulement ; ce qui contient l’élément doit être là.',
      IsObject:
        'Oui : il porte un nom qui n’est pas dans l’ontologie. Non : son dernier nom est dans l’ontologie, qui lui donne son type.',
      Cardinality: 'Combien de fois une description peut le porter.',
    },
    griffins: {},
    'preservation-scenarios': {
      GriffinByFormat: 'Au moins un griffon, par format ou par défaut.',
      'GriffinByFormat.FormatList': 'Identifiants PRONOM, tels que fmt/18.',
    },
    'access-contracts': {
      EveryOriginatingAgency: 'Sans restriction de service producteur.',
      OriginatingAgencies: 'Leurs archives seront ouvertes. Choisissez-en au moins un.',
      RuleCategoryToFilter: 'Seules les archives dont ces règles sont échues seront ouvertes.',
      RuleCategoryToFilterForTheOtherOriginatingAgencies:
        'Les archives des autres services seront ouvertes une fois ces règles échues.',
      DoNotFilterFilingSchemes:
        'Les plans de classement sont ouverts quels que soient leur service et leurs règles.',
      SkipFilingSchemeRuleCategoryFilter:
        'Les plans de classement sont ouverts même quand leurs règles ne sont pas échues.',
      WritingPermission: 'Les unités archivistiques peuvent être modifiées.',
      WritingRestrictedDesc: 'Les règles de gestion et le profil d’unité ne peuvent pas être modifiés.',
      EveryDataObjectVersion: 'Les fichiers de tous les usages peuvent être téléchargés.',
      DataObjectVersion: 'Usages dont les fichiers peuvent être téléchargés. Aucun choix : tous.',
      AccessLog: 'Actif : chaque lecture d’un fichier est inscrite, avec son auteur.',
      RootUnits:
        'Tapez ou collez l’identifiant d’une unité, ou choisissez-la dans l’arbre ; tout ce qu’elle contient est ouvert. Aucune : toutes les positions.',
      ExcludedRootUnits: 'Rien n’est ouvert sous ces unités.',
    },
    'ingest-contracts': {
      Description:
        'À quoi sert ce contrat, et pour quels versements. Un contrat plus ancien qui n’a pas de description en reçoit une dès qu’il est modifié.',
      ArchiveProfiles: 'Profils qu’un versement peut suivre.',
      ManagementContractId: 'Sans contrat de gestion, la stratégie par défaut s’applique.',
      EveryFormatType: 'Tous les formats de fichiers sont admis.',
      FormatType: 'Identifiants PRONOM, tels que fmt/18. Choisissez-en au moins un.',
      FormatUnidentifiedAuthorized: 'Les fichiers dont le format n’est pas reconnu entrent aussi.',
      MasterMandatory: 'Chaque groupe d’objets doit contenir un original.',
      EveryDataObjectVersion: 'Tous les usages peuvent être ajoutés à un groupe d’objets existant.',
      DataObjectVersion: 'Usages qui peuvent être ajoutés à un groupe d’objets existant.',
      LinkParentId:
        'Unité sous laquelle les versements se rattachent : son identifiant, ou un choix dans l’arbre.',
      CheckParentLink: 'Rattachement que le bordereau lui-même peut demander.',
      CheckParentId: 'Unités sous lesquelles le bordereau peut rattacher. Aucune : toutes.',
      ComputeInheritedRulesAtIngest: 'Les échéances héritées sont calculées dès l’entrée.',
      'SignaturePolicy.SignedDocument': 'Ce que le contrat admet des documents signés.',
    },
    'management-contracts': {
      Description:
        'À quoi sert ce contrat, et pour quelles archives. Un contrat plus ancien qui n’a pas de description en reçoit une dès qu’il est modifié.',
      VersionRetentionPolicy:
        'Versions d’objets conservées. La version initiale des originaux l’est toujours.',
      Storage:
        'Sans choix, la stratégie par défaut s’applique. Celle des unités et celle des groupes d’objets sont la même, de préférence.',
      PersistentIdentifierPolicy:
        'Identifiants ARK donnés à l’entrée. Une politique posée ne se retire plus.',
      'PersistentIdentifierPolicy.PersistentIdentifierAuthority': 'De 5 à 9 chiffres.',
    },
    contexts: {
      SecurityProfile: 'Ce que l’application peut demander. Tapez un identifiant ou un nom.',
      EnableControl:
        'Oui, l’application n’utilise que les coffres et les contrats des permissions. Non, ils ne sont pas contrôlés.',
      Permissions: 'Pour chaque coffre, les contrats que l’application peut nommer. Au moins une ligne.',
      'Permissions.tenant': 'Numéro du coffre, ou son nom.',
      'Permissions.AccessContracts':
        'Tapez un identifiant ou un nom, puis ajoutez. Aucun : le contrôle n’en laisse nommer aucun.',
      'Permissions.IngestContracts':
        'Tapez un identifiant ou un nom, puis ajoutez. Aucun : le contrôle n’en laisse nommer aucun.',
    },
    'security-profiles': {
      FullAccess: 'Toutes les permissions, celles à venir comprises.',
      Permissions: 'Chacune ouvre un service de l’API. Choisissez-en au moins une.',
    },
    'archival-profiles': {
      Format: 'Forme du fichier qui sera joint, RELAX NG ou XML Schema. Il se joint depuis la fiche.',
    },
    'archive-unit-profiles': {
      ControlSchema:
        'Schéma JSON (draft 4), qui ne nomme que des champs de l’ontologie. Il ne change plus une fois que des unités le suivent.',
    },
  },
  /** Why a field is not asked for. */
  absent: {
    'security-profiles.Permissions':
      'Avec « Tous les accès », toutes les permissions sont données, celles à venir comprises : le tableau ne sert à rien et ne s’affiche plus. Décochez « Tous les accès » pour choisir service par service.',
  },
  presets: {
    title:
      'Partir des permissions d’une sorte d’application : elles remplacent le choix, puis se retouchent.',
    names: {
      depositing: 'Application versante',
      reading: 'Consultation',
      administering: 'Administration',
    },
  },
  signInAgain: 'Se reconnecter dans un nouvel onglet, puis revenir enregistrer ici',
  define: (name: string) => `Définir (${name})`,
  row: (name: string, at: number) => `${name}, ligne ${at}`,
  /** Of lists whose rows have a name of their own, by their paths. */
  addRowOf: { Permissions: 'Ajouter une permission' },
  addRow: (name: string) => `Ajouter une ligne (${name})`,
  removeRow: (name: string, at: number) => `Retirer la ligne ${at} (${name})`,
  unset: 'Non défini',
  freeListHelp: 'Tapez une valeur, puis ajoutez.',
  listHelp: 'Tapez un identifiant ou un nom, puis ajoutez.',
  add: 'Ajouter',
  addTo: (name: string) => `Ajouter (${name})`,
  remove: 'Retirer',
  fromTree: 'Choisir dans l’arbre des fonds',
  fromTreeHint: 'Un clic, ou la touche Entrée, choisit un élément ; un second le retire.',
  save: 'Enregistrer',
  saving: 'Enregistrement…',
  saveAndAnother: 'Enregistrer et créer le suivant',
  made: (id: string) => `« ${id} » est enregistré. Vous pouvez saisir le suivant.`,
  cancel: 'Annuler',
  duplicate: 'Dupliquer',
  unsaved: 'Des modifications ne sont pas enregistrées',
  unsavedAdvice: 'Si vous quittez cette page, ce que vous avez saisi sera perdu.',
  abandon: 'Abandonner ma saisie',
  goOn: 'Continuer la saisie',
  failed: 'L’enregistrement n’a pas abouti',
  refused: 'Rien n’est enregistré',
  toCorrect: (wrong: number) => `${count(wrong, 'champ')} à corriger ; ce que vous avez saisi est gardé.`,
  refusedBecause: (text: string) => `Le service refuse cette valeur (${text}).`,
  overtaken: 'Cet enregistrement vient d’être modifié par quelqu’un d’autre',
  overtakenAdvice: 'Rien n’est enregistré. Votre saisie est gardée : reprenez-la sur la version actuelle.',
  takeUp: 'Reprendre ma saisie sur la version actuelle',
  changedByOthers: 'Votre saisie est reprise. Ce qui a changé entre-temps, avant votre saisie :',
  nowHas: (name: string, value: string) => `${name} : ${value}`,
  nothing: 'rien',
  activate: 'Activer',
  deactivate: 'Désactiver',
  deactivates: 'Ce qui en dépend sera refusé tant qu’il est inactif.',
  confirmDeactivation: 'Confirmer la désactivation',
  joinFile: 'Joindre un fichier',
  replaceFile: 'Remplacer le fichier',
  takeFile: 'Télécharger le fichier joint',
  fileRefused: 'Le fichier n’est pas joint',
  faults: {
    EXTERNAL_PUID: (_values: string) =>
      'L’identifiant d’un format externe commence par EXTERNAL_, puis des lettres sans accent, des chiffres, des points ou des tirets.',
    NOT_AN_EXTENSION: (values: string) =>
      `Une extension s’écrit sans point ni espace, telle que dwg, et non ${values}.`,
    NOT_A_MEDIA_TYPE: (values: string) => `Un type MIME s’écrit tel que application/pdf, et non ${values}.`,
    OF_PRONOM: (values: string) =>
      `${values} est un format de PRONOM : seul l’import d’un fichier de signatures le change.`,
    PATH_FORMAT: (_values: string) =>
      'Un chemin est fait de lettres sans accent et de chiffres, les noms séparés par des points.',
    PATH_TAKEN: (values: string) => `${values} est déjà dans le schéma.`,
    PARENT_MISSING: (values: string) =>
      `Ce qui contient ${values} n’est pas dans le schéma, ou ne contient pas d’autres éléments.`,
    OBJECT_IN_ONTOLOGY: (values: string) =>
      `Le dernier nom de ${values} est dans l’ontologie : il ne peut pas contenir d’autres éléments.`,
    LEAF_NOT_IN_ONTOLOGY: (values: string) =>
      `Le dernier nom de ${values} n’est pas dans l’ontologie. Créez d’abord ce vocabulaire, ou dites que l’élément en contient d’autres.`,
    LEAF_TYPE: (values: string) =>
      `Le dernier nom de ${values} est un point géographique : il ne convient pas.`,
    PATH_INTERNAL: (values: string) => `${values} est un élément de l’archive : il reste.`,
    PATH_UNKNOWN: (values: string) => `${values} n’est pas un élément ajouté par ce coffre.`,
    PATH_HAS_MEMBERS: (values: string) => `${values} contient d’autres éléments : supprimez-les d’abord.`,
    MARKUP: (_values: string) => 'Ni balise, ni script, ni entité (&amp;…) : retirez-les de ce texte.',
    HOLDS_BAR: (values: string) =>
      `La barre « | » sépare les valeurs dans les fichiers : ajoutez-les une à une, ou écrivez autrement ${values}.`,
    DATE_ORDER: (_values: string) => 'La date de fin précède la date de début.',
    KEPT: (_values: string) =>
      'Une politique d’identifiants déjà posée ne peut plus être retirée, seulement modifiée.',
    RULE_ID: (_values: string) => 'L’identifiant n’a ni espace ni accent.',
    WRONG_DATE: (_values: string) => 'Une date s’écrit AAAA-MM-JJ ou JJ/MM/AAAA.',
    EMPTY_VALUE: (_values: string) => 'La liste contient une valeur vide.',
    WRONG_RULEDURATION: (_values: string) => 'La durée est un nombre entier, ou « unlimited ».',
    WRONG_RULEMEASUREMENT: (_values: string) => 'L’unité de durée est l’année, le mois ou le jour.',
    WRONG_RULETYPE_UNKNOW: (_values: string) => 'Ce type de règle n’existe pas.',
    WRONG_TOTALDURATION: (_values: string) => 'La durée dépasse 999 ans.',
    RULEDURATION_EXCEED: (_values: string) => 'La durée est inférieure à la durée minimale du coffre.',
    USED_BY_CONTRACTS: (values: string) => `Un contrat nomme encore ${values}.`,
    USED_BY_ARCHIVES: (values: string) => `Un contrat ou le registre des fonds nomme encore ${values}.`,
    USED_BY_CONTEXTS: (values: string) => `Un contexte applicatif nomme encore ${values}.`,
    USED_BY_SCENARIOS: (values: string) => `Un scénario emploie encore ${values}.`,
    USED_BY_PROFILES: (values: string) => `Un profil d’unité archivistique nomme encore ${values}.`,
    DURATION_MODE: (_values: string) =>
      'Des unités portent cette règle : elle ne peut ni gagner ni perdre sa durée.',
    TYPE_CHANGE: (_values: string) =>
      'Ce type ne peut pas remplacer le précédent : les archives ne seraient plus lisibles.',
    OF_INSTALLATION: (_values: string) => 'Ce vocabulaire est celui de l’installation : il reste.',
    NOT_A_DATE: (_values: string) => 'Ce n’est pas une date.',
    NOT_YES_OR_NO: (values: string) => `Écrivez true ou false, et non ${values}.`,
    TOO_SMALL: (_values: string) => 'Ce nombre est au moins 1.',
    GRIFFIN_NOT_FOUND: (values: string) => `Pas dans les griffons : ${values}.`,
    EMPTY_REQUIRED_FIELD: (_values: string) => 'Ce champ est obligatoire.',
    TOO_LONG: (_values: string) => '100 caractères au plus.',
    AUTHORITY: (_values: string) => 'L’autorité nommante a de 5 à 9 chiffres.',
    IDENTIFIER_DUPLICATION: (values: string) => `L’identifiant ${values} est déjà pris.`,
    NOT_IN_ENUM: (values: string) => `Valeur inconnue : ${values}.`,
    AGENCY_NOT_FOUND: (values: string) => `Pas dans les services agents de ce coffre : ${values}.`,
    SAME_AGENCY: (_values: string) => 'Un service ne peut pas fusionner dans lui-même.',
    ALREADY_ENDED: (values: string) => `Le service n’existe plus depuis le ${values}.`,
    BEFORE_ITS_BEGINNING: (values: string) => `Le service n’existe que depuis le ${values}.`,
    REPLACED_IN_CIRCLE: (values: string) =>
      `Le service choisi a lui-même été remplacé par ${values}, directement ou non.`,
    UNIT_NOT_FOUND: (values: string) => `Pas d’unité archivistique de ce nom dans ce coffre : ${values}.`,
    PROFILE_NOT_FOUND: (values: string) => `Pas dans les profils d’archivage de ce coffre : ${values}.`,
    MANAGEMENTCONTRACT_NOT_FOUND: (values: string) =>
      `Pas dans les contrats de gestion de ce coffre : ${values}.`,
    FORMAT_NOT_FOUND: (values: string) => `Pas dans les formats connus : ${values}.`,
    FILEFORMAT_NOT_FOUND: (values: string) => `Pas dans les formats connus : ${values}.`,
    FORMAT_MUST_BE_EMPTY: (_values: string) => 'Aucun format n’est à choisir quand tous sont admis.',
    FORMAT_MUST_NOT_BE_EMPTY: (_values: string) => 'Choisissez au moins un format, ou admettez-les tous.',
    STRATEGY_VALIDATION_ERROR: (values: string) => `Cette stratégie de stockage n’existe pas : ${values}.`,
    VERSION_RETENTION_POLICY_ERROR: (_values: string) =>
      'Cette valeur ne convient pas ici : la version initiale et la dernière de l’original numérique et du cas général sont toujours conservées, et un usage n’est nommé qu’une fois.',
    SECURITY_PROFILE_NOT_FOUND: (values: string) => `Pas dans les profils de sécurité : ${values}.`,
    UNKNOWN_VALUE: (values: string) => `Valeur inconnue : ${values}.`,
    TENANT_NOT_FOUND: (values: string) => `Ce coffre n’existe pas : ${values}.`,
    ACCESS_CONTRACT_NOT_FOUND: (values: string) =>
      `Pas dans les contrats d’accès du coffre choisi : ${values}.`,
    INGEST_CONTRACT_NOT_FOUND: (values: string) =>
      `Pas dans les contrats d’entrée du coffre choisi : ${values}.`,
    UNKNOWN_PERMISSION: (values: string) => `Pas dans les permissions : ${values}.`,
    INVALID_JSON_SCHEMA: (_values: string) => 'Ce n’est pas un schéma JSON (draft 4).',
    NOT_IN_ONTOLOGY: (values: string) => `Pas dans l’ontologie : ${values}.`,
    PATTERN_REFUSED: (values: string) => `Une expression régulière du schéma est refusée (${values}).`,
    USED_BY_UNITS: (_values: string) =>
      'Des unités archivistiques s’en servent : cela ne peut plus changer ni disparaître.',
    FORMAT_OF_FILE: (_values: string) =>
      'Le fichier joint est d’un autre format : celui-ci ne peut plus changer.',
    MUST_BE_EMPTY: (_values: string) => 'Ce champ doit rester vide avec les autres choix de ce formulaire.',
    NAMED_TWICE: (_values: string) => 'Une valeur est choisie deux fois.',
    INCOMPLETE: (_values: string) => 'Cette partie est incomplète.',
  },
};
