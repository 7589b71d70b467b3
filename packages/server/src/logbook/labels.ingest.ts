/** Subjects of the entry's events (spec ingest.md 17), and sentences of the outcomes that deserve their own. */
export const INGEST_LABELS = {
  PROCESS_SIP_UNITARY: "du processus d'entrée du SIP",
  PROCESS_SIP_UNITARY_TEST: "du processus d'entrée à blanc du SIP",
  HOLDINGSCHEME: "du processus d'import de l'arbre de positionnement",
  FILINGSCHEME: "du processus d'import du plan de classement",
  STP_SANITY_CHECK_SIP: "du processus des contrôles préalables à l'entrée",
  SANITY_CHECK_SIP: 'du contrôle sanitaire du SIP',
  'SANITY_CHECK_SIP.OK': 'Succès du contrôle sanitaire du SIP : aucun virus détecté',
  'SANITY_CHECK_SIP.KO': 'Échec du contrôle sanitaire du SIP : fichier détecté comme infecté',
  CHECK_CONTAINER: 'du contrôle du format du conteneur du SIP',
  'CHECK_CONTAINER.KO':
    'Échec du contrôle du format du conteneur du SIP : ni zip, ni tar, ni tar.gz, ni tar.bz2',
  MANIFEST_FILE_NAME_CHECK: 'du contrôle du nom du bordereau de transfert',
  MANIFEST_DIGEST_CHECK: "du contrôle de l'empreinte du bordereau de transfert",
  STP_UPLOAD_SIP: 'du processus de réception du SIP',
  'STP_UPLOAD_SIP.KO':
    'Échec du processus de réception du SIP : un nom de fichier contient un caractère interdit',
  UPLOAD_SIP: 'de la réception du SIP',
  STP_INGEST_CONTROL_SIP: 'du processus de contrôle du SIP',
  CHECK_SEDA: 'de la vérification globale du SIP',
  'CHECK_SEDA.NOT_XML_FILE.KO':
    "Échec de la vérification globale du SIP : le bordereau n'est pas un fichier XML lisible",
  'CHECK_SEDA.NOT_XSD_VALID.KO':
    'Échec de la vérification globale du SIP : bordereau non conforme au schéma SEDA',
  'CHECK_SEDA.UNSUPPORTED_SEDA_VERSION.KO':
    'Échec de la vérification globale du SIP : version du SEDA autre que 2.1, 2.2 ou 2.3',
  'CHECK_SEDA.CONTAINER_FORMAT.FILE.KO':
    "Échec de la vérification globale du SIP : plus d'un fichier à la racine du SIP",
  'CHECK_SEDA.CONTAINER_FORMAT.DIRECTORY.KO':
    'Échec de la vérification globale du SIP : un dossier autre que « content » à la racine du SIP',
  CHECK_HEADER: 'de la vérification générale du bordereau de transfert',
  'CHECK_HEADER.UNKNOWN': 'de la vérification du bordereau : donnée référentielle inconnue',
  'CHECK_HEADER.INACTIVE': 'de la vérification du bordereau : donnée référentielle inactive',
  'CHECK_HEADER.DIFF': 'de la vérification du bordereau : donnée référentielle divergente',
  'CHECK_HEADER.EMPTY_REQUIRED_FIELD': 'de la vérification du bordereau : champ obligatoire vide',
  'CHECK_HEADER.CONTRACT_NOT_IN_MANIFEST': "de la vérification du bordereau : contrat d'entrée absent",
  'CHECK_HEADER.CONTRACT_UNKNOWN': "de la vérification du bordereau : contrat d'entrée inconnu",
  'CHECK_HEADER.CONTRACT_INACTIVE': "de la vérification du bordereau : contrat d'entrée inactif",
  'CHECK_HEADER.CONTRACT_NOT_IN_CONTEXT':
    "de la vérification du bordereau : contrat d'entrée absent du contexte applicatif",
  'CHECK_HEADER.CONTEXT_UNKNOWN': 'de la vérification du bordereau : contexte applicatif inconnu',
  'CHECK_HEADER.CONTEXT_INACTIVE': 'de la vérification du bordereau : contexte applicatif inactif',
  'CHECK_HEADER.CHECK_AGENT': 'de la vérification des services agents',
  'CHECK_HEADER.CHECK_AGENT.UNKNOWN':
    'de la vérification des services agents : service inconnu du référentiel',
  'CHECK_HEADER.CHECK_AGENT.EMPTY_REQUIRED_FIELD':
    'de la vérification des services agents : service producteur absent du bordereau',
  'CHECK_HEADER.CHECK_CONTRACT_INGEST': "de la vérification du contrat d'entrée",
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.MANAGEMENT_CONTRACT_UNKNOWN':
    "de la vérification du contrat d'entrée : contrat de gestion inconnu",
  'CHECK_HEADER.MANAGEMENT_CONTRACT_UNKNOWN': 'de la vérification du bordereau : contrat de gestion inconnu',
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.MANAGEMENT_CONTRACT_INACTIVE':
    "de la vérification du contrat d'entrée : contrat de gestion inactif",
  'CHECK_HEADER.MANAGEMENT_CONTRACT_INACTIVE': 'de la vérification du bordereau : contrat de gestion inactif',
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.MANAGEMENT_CONTRACT_INVALID':
    "de la vérification du contrat d'entrée : contrat de gestion invalide",
  'CHECK_HEADER.MANAGEMENT_CONTRACT_INVALID': 'de la vérification du bordereau : contrat de gestion invalide',
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.CONTRACT_NOT_IN_MANIFEST':
    "de la vérification du contrat d'entrée : aucun contrat dans le bordereau",
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.CONTRACT_UNKNOWN':
    "de la vérification du contrat d'entrée : contrat inconnu",
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.CONTRACT_INACTIVE':
    "de la vérification du contrat d'entrée : contrat inactif",
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.CONTRACT_NOT_IN_CONTEXT':
    "de la vérification du contrat d'entrée : contrat absent du contexte applicatif",
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.CONTEXT_UNKNOWN':
    "de la vérification du contrat d'entrée : contexte applicatif inconnu",
  'CHECK_HEADER.CHECK_CONTRACT_INGEST.CONTEXT_INACTIVE':
    "de la vérification du contrat d'entrée : contexte applicatif inactif",
  'CHECK_HEADER.CHECK_IC_AP_RELATION':
    "de la vérification de la relation entre contrat d'entrée et profil d'archivage",
  'CHECK_HEADER.CHECK_IC_AP_RELATION.UNKNOWN': "de la vérification du profil d'archivage : profil inconnu",
  'CHECK_HEADER.CHECK_IC_AP_RELATION.INACTIVE': "de la vérification du profil d'archivage : profil inactif",
  'CHECK_HEADER.CHECK_IC_AP_RELATION.DIFF':
    "de la vérification du profil d'archivage : profil différent de ceux du contrat d'entrée",
  'CHECK_HEADER.CHECK_ARCHIVEPROFILE': "de la vérification de la conformité au profil d'archivage",
  PREPARE_STORAGE_INFO: 'de la préparation des informations de stockage',
  CHECK_DATAOBJECTPACKAGE: "de la vérification des objets et groupes d'objets",
  'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT': "de la vérification de l'absence d'objet",
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_DATAOBJECT_VERSION': 'de la vérification des usages des objets',
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER': "de la vérification du nombre d'objets",
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST': 'du contrôle de cohérence du bordereau de transfert',
  'CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY':
    "de la vérification de la cohérence entre objets, groupes d'objets et unités archivistiques",
  CHECK_ATTACHEMENT: 'de la vérification du rattachement entre éléments existants et nouveaux',
  STP_OG_CHECK_AND_TRANSFORME: "du processus de contrôle et traitement des objets et groupes d'objets",
  CHECK_DIGEST: "de la vérification de l'intégrité des objets",
  'CHECK_DIGEST.CALC_CHECK': "du calcul d'une empreinte au format SHA-512",
  'CHECK_DIGEST.CALC_CHECK.EMPTY': "de la vérification de l'empreinte : empreinte absente du bordereau",
  'CHECK_DIGEST.CALC_CHECK.INVALID':
    "de la vérification de l'empreinte : le fichier ne correspond pas au bordereau",
  CHECK_OBJECT_SIZE: 'de la vérification de la taille des fichiers',
  'CHECK_OBJECT_SIZE.CHECK_SIZE': 'de la vérification de la taille du fichier',
  OG_OBJECTS_FORMAT_CHECK: "de l'identification des formats",
  'OG_OBJECTS_FORMAT_CHECK.REJECTED_FORMAT':
    "de l'identification des formats : format refusé par le contrat d'entrée",
  'OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT': 'de la vérification du format du fichier',
  'OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.UNKNOWN': 'de la vérification du format : format non identifié',
  'OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.UNCHARTED':
    'de la vérification du format : format absent du référentiel',
  'OG_OBJECTS_FORMAT_CHECK.FILE_FORMAT.REJECTED':
    "de la vérification du format : format refusé par le contrat d'entrée",
  CHECK_OBJECT_GROUP_SCHEMA: "de la vérification globale du groupe d'objets",
  'CHECK_OBJECT_GROUP_SCHEMA.INVALID_OBJECT_GROUP':
    "de la vérification globale du groupe d'objets : champs non conformes",
  STP_UNIT_CHECK_AND_PROCESS: 'du processus de contrôle et traitement des unités archivistiques',
  CHECK_UNIT_SCHEMA: "de la vérification globale de l'unité archivistique",
  'CHECK_UNIT_SCHEMA.INVALID_UNIT':
    "de la vérification globale de l'unité archivistique : champs non conformes",
  'CHECK_UNIT_SCHEMA.DATE_FORMAT': "de la vérification globale de l'unité archivistique : date illisible",
  'CHECK_UNIT_SCHEMA.CONSISTENCY': "de la vérification globale de l'unité archivistique : champs incohérents",
  'CHECK_UNIT_SCHEMA.MANDATORY_SIGNED_DOCUMENT':
    "de la vérification globale de l'unité archivistique : le contrat d'entrée exige une signature déclarée",
  'CHECK_UNIT_SCHEMA.FORBIDDEN_SIGNED_DOCUMENT':
    "de la vérification globale de l'unité archivistique : le contrat d'entrée n'admet pas de document signé",
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_SIGNATURE':
    "de la vérification globale de l'unité archivistique : la signature exigée par le contrat d'entrée n'est pas déclarée",
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_TIMESTAMP':
    "de la vérification globale de l'unité archivistique : l'horodatage exigé par le contrat d'entrée n'est pas déclaré",
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_ADDITIONAL_PROOF':
    "de la vérification globale de l'unité archivistique : la preuve complémentaire exigée par le contrat d'entrée n'est pas déclarée",
  CHECK_ARCHIVE_UNIT_PROFILE: "de la vérification de la conformité au profil d'unité archivistique",
  'CHECK_ARCHIVE_UNIT_PROFILE.INACTIVE_STATUS':
    "de la vérification de la conformité au profil d'unité archivistique : profil inactif",
  'CHECK_ARCHIVE_UNIT_PROFILE.EMPTY_CONTROL_SCHEMA':
    "de la vérification de la conformité au profil d'unité archivistique : schéma de contrôle vide",
  'CHECK_ARCHIVE_UNIT_PROFILE.NOT_AU_JSON_VALID':
    "de la vérification de la conformité au profil d'unité archivistique : unité non conforme au schéma de contrôle",
  'CHECK_ARCHIVE_UNIT_PROFILE.NOT_FOUND':
    "de la vérification de la conformité au profil d'unité archivistique : profil introuvable",
  CHECK_CLASSIFICATION_LEVEL: 'de la vérification du niveau de classification',
  'CHECK_CLASSIFICATION_LEVEL.KO':
    'Échec de la vérification du niveau de classification : niveau non autorisé sur la plateforme',
  UNITS_RULES_COMPUTE: "de l'application des règles de gestion et du calcul des échéances",
  'UNITS_RULES_COMPUTE.UNKNOWN': "de l'application des règles de gestion : règle inconnue",
  'UNITS_RULES_COMPUTE.CONSISTENCY':
    "de l'application des règles de gestion : règle incohérente avec sa catégorie",
  'UNITS_RULES_COMPUTE.REF_INCONSISTENCY':
    "de l'application des règles de gestion : exclusion d'héritage incohérente",
  STP_STORAGE_AVAILABILITY_CHECK: 'du processus de vérification préalable à la prise en charge',
  STORAGE_AVAILABILITY_CHECK: 'de la vérification de la disponibilité des offres de stockage',
  'STORAGE_AVAILABILITY_CHECK.STORAGE_AVAILABILITY_CHECK':
    'de la vérification de la disponibilité des offres de stockage',
  STP_OBJ_STORING: "du processus d'écriture et d'indexation des objets et groupes d'objets",
  OBJ_STORAGE: "de l'écriture des objets sur les offres de stockage",
  'OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK': "de l'écriture de l'objet sur les offres de stockage",
  OG_METADATA_INDEXATION: "de l'indexation des métadonnées des objets et groupes d'objets",
  STP_UNIT_METADATA: "du processus d'indexation des métadonnées des unités archivistiques",
  UNIT_METADATA_INDEXATION: "de l'indexation des métadonnées des unités archivistiques",
  STP_OG_STORING: "du processus d'enregistrement des métadonnées des groupes d'objets",
  COMMIT_LIFE_CYCLE_OBJECT_GROUP: "de l'enregistrement du journal du cycle de vie des groupes d'objets",
  OG_METADATA_STORAGE: "de l'écriture des métadonnées des groupes d'objets sur les offres de stockage",
  STP_UNIT_STORING: "du processus d'enregistrement des métadonnées des unités archivistiques",
  COMMIT_LIFE_CYCLE_UNIT: "de l'enregistrement du journal du cycle de vie des unités archivistiques",
  UNIT_METADATA_STORAGE: "de l'écriture des métadonnées des unités archivistiques sur les offres de stockage",
  STP_UPDATE_OBJECT_GROUP: "du processus de mise à jour des groupes d'objets existants",
  OBJECT_GROUP_UPDATE: "de la mise à jour des groupes d'objets existants",
  STP_ACCESSION_REGISTRATION: "du processus d'alimentation du registre des fonds",
  ACCESSION_REGISTRATION: "de l'alimentation du registre des fonds",
  STP_INGEST_FINALISATION: "du processus de finalisation de l'entrée",
  ATR_NOTIFICATION: "de la notification de la fin de l'opération d'entrée",
  ROLL_BACK: 'de la mise en cohérence des journaux du cycle de vie',
  OBJECTS_LIST_EMPTY: "de l'établissement de la liste des éléments à traiter",
  'OBJECTS_LIST_EMPTY.WARNING': 'Avertissement : aucun élément à traiter pour cette étape',
  'OBJECTS_LIST_EMPTY.OK': 'Aucun élément à traiter pour cette étape',
  LFC_CREATION: "de l'alimentation du journal du cycle de vie",
  CHECK_MANIFEST: 'du contrôle de cohérence du bordereau de transfert',
  'CHECK_MANIFEST.LFC_CREATION': 'de la création du journal du cycle de vie',
  CHECK_CONSISTENCY:
    "de la vérification de la cohérence entre objets, groupes d'objets et unités archivistiques",
  CHECK_CONSISTENCY_ORPHAN_OBJECT:
    "de la vérification de la cohérence : groupe d'objets sans unité archivistique",
  // Without the prefix it is the operation of the external logbook.
  'LFC.EXTERNAL_LOGBOOK': "de l'import d'événements externes du cycle de vie",
  'LFC.EXTERNAL_LOGBOOK.EVENT': "de l'import d'un événement externe du cycle de vie",
  // Sub-codes of the manifest's coherence: the same words for the action and for its sub-task.
  ...coherence({
    CHECK_MANIFEST_LOOP: "l'arbre des unités archivistiques forme une boucle",
    CHECK_MANIFEST_MALFORMED_DATA: 'une donnée est mal formée',
    ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP: "une unité archivistique déclare plusieurs groupes d'objets",
    EXISTING_OG_NOT_DECLARED: "une unité archivistique déclare un objet au lieu de son groupe d'objets",
    MASTER_MANDATORY_REQUIRED: "un groupe d'objets n'a pas d'original",
    SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP: "rattachement d'objets d'un autre service producteur",
    EXPECTED_MANDATORY_VERSION_1: "la première version d'un original manque",
    ATTACHMENT_OBJECTGROUP: "ajout d'objets d'un usage que le contrat d'entrée n'autorise pas",
    ATTACHMENT_REQUIRED: "rattachement exigé par le contrat d'entrée",
    ERROR_PARSE_ATTACHMENT: 'clé de rattachement illisible',
    EMPTY_KEY_ATTACHMENT: 'clé de rattachement vide',
    NOT_FOUND_ATTACHMENT: 'élément de rattachement introuvable',
    INVALID_GUID_ATTACHMENT: 'identifiant de rattachement mal formé',
    TOO_MANY_FOUND_ATTACHMENT: 'plusieurs éléments répondent à la clé de rattachement',
    UNAUTHORIZED_ATTACHMENT: 'rattachement non autorisé',
    UNAUTHORIZED_ATTACHMENT_BY_CONTRACT: "rattachement non autorisé par le contrat d'entrée",
    MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED: "modification des parents d'une unité archivistique existante",
  }),
  ...subcodes(
    'CHECK_DATAOBJECTPACKAGE',
    'CHECK_MANIFEST_DATAOBJECT_VERSION',
    'de la vérification des usages des objets',
    {
      PDO_DATAOBJECTIONVERSION_BINARYMASTER: "objet physique déclaré avec un usage d'objet binaire",
      BDO_DATAOBJECTIONVERSION_PHYSICALMASTER: "objet binaire déclaré avec un usage d'objet physique",
      INVALID_DATAOBJECTVERSION: 'usage ou version inconnus',
      EMPTY_REQUIRED_FIELD: 'champ obligatoire vide',
      INVALIDE_ALGO: "algorithme d'empreinte non accepté",
    },
  ),
  ...subcodes(
    'CHECK_DATAOBJECTPACKAGE',
    'CHECK_MANIFEST_OBJECTNUMBER',
    "de la vérification du nombre d'objets",
    {
      MANIFEST_SUPERIOR_BDO: "le bordereau déclare plus d'objets que le SIP n'en contient",
      MANIFEST_INFERIOR_BDO: "le SIP contient plus d'objets que le bordereau n'en déclare",
      INVALID_URI: 'les objets déclarés ne sont pas ceux du SIP',
    },
  ),
  ...subcodes('CHECK_DATAOBJECTPACKAGE', 'CHECK_CONSISTENCY', 'de la vérification de la cohérence', {
    CHECK_CONSISTENCY_ORPHAN_OBJECT:
      "un objet ou groupe d'objets n'est déclaré par aucune unité archivistique",
  }),
} as const;

function coherence<Code extends string>(conditions: Readonly<Record<Code, string>>) {
  return subcodes(
    'CHECK_DATAOBJECTPACKAGE',
    'CHECK_MANIFEST',
    'du contrôle de cohérence du bordereau',
    conditions,
  );
}

/** The sub-task's keys and those of its action, to which the sub-code climbs. */
function subcodes<Action extends string, SubTask extends string, Code extends string>(
  action: Action,
  subTask: SubTask,
  subject: string,
  conditions: Readonly<Record<Code, string>>,
): Record<`${Action}.${SubTask}.${Code}` | `${Action}.${Code}`, string> {
  return Object.fromEntries(
    Object.entries(conditions).flatMap(([code, condition]) => [
      [`${action}.${subTask}.${code}`, `${subject} : ${condition}`],
      [`${action}.${code}`, `${subject} : ${condition}`],
    ]),
  ) as Record<`${Action}.${SubTask}.${Code}` | `${Action}.${Code}`, string>;
}
