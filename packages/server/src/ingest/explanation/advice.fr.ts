import { Type } from 'typebox';
import { Text, type Told } from '../../platform/index.ts';

export const Advice = Type.Object(
  { cause: Text, remedy: Text },
  { title: 'Advice', description: 'Why a control refuses or warns, and what to do about it.' },
);
export type Advice = Told<typeof Advice>;

/**
 * Why a control refuses or warns, and what to do about it, for whoever made the package: by key of the journal, with its
 * status where that matters; the sub-codes of a task are those of its action, which is where they stand. The screens
 * show these words, and docs/refusals lists them.
 */
export const FRENCH = {
  SANITY_CHECK_SIP: {
    cause: 'L’antivirus a reconnu un programme malveillant dans le paquet.',
    remedy:
      'Analysez les fichiers sur le poste d’origine, retirez ou désinfectez celui qui est en cause, puis refaites le paquet.',
  },
  CHECK_CONTAINER: {
    cause:
      'Le fichier reçu n’est pas une archive que le service sait ouvrir, ou il est abîmé, chiffré ou incomplet.',
    remedy:
      'Vérifiez que le paquet s’ouvre sur votre poste sans mot de passe, puis refaites-le en .zip, .tar, .tar.gz ou .tar.bz2.',
  },
  MANIFEST_FILE_NAME_CHECK: {
    cause: 'Le bordereau manque à la racine du paquet, ou ne porte pas le nom attendu.',
    remedy:
      'Placez à la racine un fichier nommé manifest.xml (un préfixe suivi d’un tiret est accepté : 2026-manifest.xml). Ne compressez pas le dossier lui-même, mais son contenu.',
  },
  MANIFEST_DIGEST_CHECK: {
    cause: 'L’empreinte annoncée avec le paquet n’est pas celle du bordereau reçu : il a changé en chemin.',
    remedy: 'Calculez à nouveau l’empreinte du bordereau, ou déposez à nouveau le paquet d’origine.',
  },
  UPLOAD_SIP: {
    cause: 'Le nom d’un fichier du paquet contient un caractère interdit, ou sort de son dossier.',
    remedy:
      'Renommez les fichiers du dossier content avec des lettres sans accent, des chiffres, des tirets et des points, et reportez ces noms dans le bordereau.',
  },
  CHECK_SEDA: {
    cause:
      'Le bordereau ne se présente pas comme un bordereau SEDA : son espace de noms manque ou en est un autre.',
    remedy:
      'Donnez à l’élément ArchiveTransfer l’espace de noms de sa version du SEDA (par exemple fr:gouv:culture:archivesdefrance:seda:v2.2).',
  },
  'CHECK_SEDA.NOT_XML_FILE': {
    cause:
      'Le bordereau n’est pas un document XML lisible : il est tronqué, mal encodé, ou n’est pas du XML.',
    remedy:
      'Ouvrez manifest.xml dans un éditeur XML, enregistrez-le en UTF-8 et corrigez l’erreur à la ligne indiquée.',
  },
  'CHECK_SEDA.NOT_XSD_VALID': {
    cause:
      'Le bordereau contient un élément que la version du SEDA qu’il annonce ne permet pas à cet endroit, ou il lui en manque un.',
    remedy:
      'Corrigez l’élément à la ligne indiquée. S’il appartient à une version plus récente, changez l’espace de noms du bordereau (par exemple seda:v2.2).',
  },
  'CHECK_SEDA.UNSUPPORTED_SEDA_VERSION': {
    cause: 'Le bordereau est écrit dans une version du SEDA que le service ne reçoit pas.',
    remedy: 'Produisez le bordereau en SEDA 2.1, 2.2 ou 2.3.',
  },
  'CHECK_SEDA.CONTAINER_FORMAT.FILE': {
    cause: 'Plusieurs fichiers se trouvent à la racine du paquet ; seul le bordereau y a sa place.',
    remedy:
      'Ne laissez à la racine que manifest.xml, et déplacez les autres fichiers dans le dossier content.',
  },
  'CHECK_SEDA.CONTAINER_FORMAT.DIRECTORY': {
    cause: 'Le paquet contient à sa racine un autre dossier que content.',
    remedy:
      'Rassemblez tous les fichiers dans un seul dossier nommé content, et reportez leurs chemins dans le bordereau.',
  },
  CHECK_HEADER: {
    cause: 'L’en-tête du bordereau n’est pas conforme à ce que le coffre attend.',
    remedy:
      'Vérifiez le contrat d’entrée, les services agents et le profil d’archivage que le bordereau indique.',
  },
  'CHECK_HEADER.UNKNOWN': {
    cause: 'Le bordereau nomme un service, un profil ou une référence que ce coffre ne connaît pas.',
    remedy:
      'Corrigez l’identifiant dans le bordereau, ou demandez à un administrateur d’ajouter cette référence au coffre.',
  },
  'CHECK_HEADER.CHECK_AGENT': {
    cause: 'Un service agent du bordereau n’existe pas dans ce coffre.',
    remedy:
      'Corrigez l’identifiant du service dans le bordereau, ou demandez à un administrateur de l’ajouter au référentiel des services agents.',
  },
  'CHECK_HEADER.CHECK_AGENT.EMPTY_REQUIRED_FIELD': {
    cause: 'Le bordereau n’indique pas le service producteur, qui est obligatoire.',
    remedy: 'Renseignez OriginatingAgencyIdentifier dans le bordereau.',
  },
  'CHECK_HEADER.CHECK_IC_AP_RELATION.UNKNOWN': {
    cause: 'Le profil d’archivage du bordereau n’existe pas dans ce coffre.',
    remedy: 'Corrigez ArchivalProfile dans le bordereau, ou faites importer ce profil.',
  },
  'CHECK_HEADER.CHECK_IC_AP_RELATION.INACTIVE': {
    cause: 'Le profil d’archivage du bordereau est inactif.',
    remedy: 'Indiquez un profil actif, ou demandez à un administrateur de réactiver celui-ci.',
  },
  'CHECK_HEADER.CHECK_IC_AP_RELATION.DIFF': {
    cause:
      'Le contrat d’entrée impose un profil d’archivage, et le bordereau en indique un autre ou n’en indique pas.',
    remedy:
      'Indiquez dans ArchivalProfile l’un des profils du contrat, ou faites ajouter ce profil au contrat.',
  },
  'CHECK_HEADER.CHECK_ARCHIVEPROFILE': {
    cause:
      'Le bordereau ne respecte pas le profil d’archivage qu’il annonce, ou ce profil n’a pas de fichier de contrôle.',
    remedy:
      'Contrôlez le bordereau avec le fichier du profil, ou demandez à un administrateur d’associer ce fichier au profil.',
  },
  'CHECK_HEADER.CONTRACT_NOT_IN_MANIFEST': {
    cause: 'Le bordereau n’indique pas de contrat d’entrée.',
    remedy:
      'Renseignez ArchivalAgreement dans le bordereau avec l’identifiant d’un contrat d’entrée du coffre.',
  },
  'CHECK_HEADER.CONTRACT_UNKNOWN': {
    cause: 'Le contrat d’entrée du bordereau n’existe pas dans ce coffre.',
    remedy: 'Vérifiez que vous déposez dans le bon coffre, et corrigez ArchivalAgreement dans le bordereau.',
  },
  'CHECK_HEADER.CONTRACT_INACTIVE': {
    cause: 'Le contrat d’entrée du bordereau est inactif.',
    remedy: 'Demandez à un administrateur de réactiver le contrat, ou indiquez-en un autre.',
  },
  'CHECK_HEADER.CONTRACT_NOT_IN_CONTEXT': {
    cause: 'L’application qui dépose n’a pas le droit d’utiliser ce contrat d’entrée.',
    remedy: 'Demandez à un administrateur d’ouvrir ce contrat au contexte applicatif.',
  },
  'CHECK_HEADER.CONTEXT_UNKNOWN': {
    cause: 'Le contexte de l’application qui dépose n’existe pas.',
    remedy: 'Adressez-vous à l’exploitant du service.',
  },
  'CHECK_HEADER.CONTEXT_INACTIVE': {
    cause: 'Le contexte de l’application qui dépose est inactif.',
    remedy: 'Demandez à l’exploitant du service de le réactiver.',
  },
  'CHECK_HEADER.MANAGEMENT_CONTRACT_UNKNOWN': {
    cause: 'Le contrat d’entrée renvoie à un contrat de gestion qui n’existe pas.',
    remedy: 'Le paquet n’est pas en cause : demandez à un administrateur de corriger le contrat d’entrée.',
  },
  'CHECK_HEADER.MANAGEMENT_CONTRACT_INACTIVE': {
    cause: 'Le contrat d’entrée renvoie à un contrat de gestion inactif.',
    remedy:
      'Le paquet n’est pas en cause : demandez à un administrateur de réactiver le contrat de gestion, ou d’en indiquer un autre.',
  },
  'CHECK_HEADER.MANAGEMENT_CONTRACT_INVALID': {
    cause: 'Le contrat de gestion demande une stratégie de stockage que le service n’a pas.',
    remedy: 'Le paquet n’est pas en cause : demandez à un administrateur de corriger le contrat de gestion.',
  },
  CHECK_DATAOBJECTPACKAGE: {
    cause: 'La description des archives et les fichiers du paquet ne vont pas ensemble.',
    remedy:
      'Corrigez dans le bordereau l’élément nommé ci-dessous : chaque unité, groupe et fichier doit être déclaré une fois, et bien relié aux autres.',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT': {
    cause: 'Un arbre ou un plan ne peut pas contenir de fichiers.',
    remedy: 'Retirez les fichiers du paquet, ou déposez-le comme un versement d’archives.',
  },
  'CHECK_DATAOBJECTPACKAGE.MANIFEST_SUPERIOR_BDO': {
    cause: 'Le bordereau déclare des fichiers qui ne sont pas dans le paquet.',
    remedy: 'Ajoutez les fichiers manquants au dossier content, ou retirez-les du bordereau.',
  },
  'CHECK_DATAOBJECTPACKAGE.MANIFEST_INFERIOR_BDO': {
    cause: 'Le paquet contient des fichiers que le bordereau ne déclare pas.',
    remedy: 'Déclarez ces fichiers dans le bordereau, ou retirez-les du paquet.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALID_URI': {
    cause: 'Le chemin d’un fichier dans le bordereau n’est pas celui du fichier dans le paquet.',
    remedy: 'Corrigez l’élément Uri du bordereau, ou le nom du fichier. Majuscules et minuscules comptent.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALID_DATAOBJECTVERSION': {
    cause: 'L’usage ou la version d’un fichier n’existe pas.',
    remedy:
      'Écrivez l’usage et la version comme BinaryMaster_1, Dissemination_1, Thumbnail_1, TextContent_1 ou PhysicalMaster_1.',
  },
  'CHECK_DATAOBJECTPACKAGE.PDO_DATAOBJECTIONVERSION_BINARYMASTER': {
    cause: 'Un objet physique est déclaré avec l’usage d’un fichier numérique.',
    remedy: 'Donnez à l’objet physique l’usage PhysicalMaster.',
  },
  'CHECK_DATAOBJECTPACKAGE.BDO_DATAOBJECTIONVERSION_PHYSICALMASTER': {
    cause: 'Un fichier numérique est déclaré avec l’usage d’un objet physique.',
    remedy: 'Donnez au fichier l’usage BinaryMaster, ou un autre usage numérique.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALIDE_ALGO': {
    cause: 'L’empreinte d’un fichier est calculée avec un algorithme que le service n’accepte pas.',
    remedy: 'Calculez les empreintes en SHA-512 (SHA-384, SHA-256, SHA-1 et MD5 sont acceptés aussi).',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_LOOP': {
    cause: 'Des unités archivistiques se contiennent l’une l’autre : l’arbre tourne en rond.',
    remedy: 'Retirez du bordereau l’un des liens de la boucle indiquée.',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_MALFORMED_DATA': {
    cause:
      'Une donnée du bordereau ne peut pas être interprétée : par exemple un événement de journal daté du futur, ou des blancs autour de l’identifiant auquel un lien renvoie.',
    remedy: 'Corrigez la donnée indiquée ci-dessous.',
  },
  'CHECK_DATAOBJECTPACKAGE.ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP': {
    cause: 'Une unité archivistique déclare plusieurs groupes d’objets.',
    remedy: 'Gardez un seul groupe par unité, ou créez une unité fille pour chaque groupe.',
  },
  'CHECK_DATAOBJECTPACKAGE.EXISTING_OG_NOT_DECLARED': {
    cause: 'Une unité archivistique désigne un fichier au lieu du groupe auquel il appartient.',
    remedy:
      'Dans le bordereau, remplacez DataObjectReferenceId par DataObjectGroupReferenceId avec l’identifiant du groupe.',
  },
  'CHECK_DATAOBJECTPACKAGE.MASTER_MANDATORY_REQUIRED': {
    cause: 'Un groupe d’objets n’a pas d’original, alors que le contrat d’entrée l’exige.',
    remedy: 'Ajoutez au groupe un fichier d’usage BinaryMaster, ou un objet PhysicalMaster.',
  },
  'CHECK_DATAOBJECTPACKAGE.EXPECTED_MANDATORY_VERSION_1': {
    cause: 'Un groupe d’objets commence par une version autre que la première de son original.',
    remedy: 'Numérotez les originaux d’un groupe à partir de 1 : BinaryMaster_1, PhysicalMaster_1.',
  },
  'CHECK_DATAOBJECTPACKAGE.ATTACHMENT_OBJECTGROUP': {
    cause:
      'Le versement ajoute des fichiers à un groupe d’objets déjà conservé, et le contrat d’entrée ne le permet pas pour cet usage.',
    remedy:
      'Faites ajouter l’usage au contrat (DataObjectVersion), ou déposez ces fichiers sous une nouvelle unité.',
  },
  'CHECK_DATAOBJECTPACKAGE.ATTACHMENT_REQUIRED': {
    cause:
      'Le contrat d’entrée exige que le versement se rattache à des archives déjà conservées, et il ne le fait pas.',
    remedy:
      'Indiquez dans le bordereau (UpdateOperation) l’archive de rattachement, ou déposez sous un autre contrat.',
  },
  'CHECK_DATAOBJECTPACKAGE.ERROR_PARSE_ATTACHMENT': {
    cause: 'Le nom de la métadonnée qui sert de clé de rattachement n’en est pas un.',
    remedy: 'Écrivez dans MetadataName le nom d’une métadonnée, par exemple OriginatingSystemId.',
  },
  'CHECK_DATAOBJECTPACKAGE.EMPTY_KEY_ATTACHMENT': {
    cause: 'La clé de rattachement est vide.',
    remedy: 'Renseignez MetadataName et MetadataValue dans le bordereau.',
  },
  'CHECK_DATAOBJECTPACKAGE.NOT_FOUND_ATTACHMENT': {
    cause: 'Le versement se rattache à une archive qui n’existe pas dans ce coffre.',
    remedy: 'Vérifiez l’identifiant de rattachement (SystemId) et le coffre dans lequel vous déposez.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALID_GUID_ATTACHMENT': {
    cause: 'L’identifiant de l’archive à laquelle se rattacher n’est pas un identifiant du service.',
    remedy: 'Copiez cet identifiant depuis la page de l’archive, sous « Informations techniques ».',
  },
  'CHECK_DATAOBJECTPACKAGE.TOO_MANY_FOUND_ATTACHMENT': {
    cause: 'Plusieurs archives répondent à la clé de rattachement.',
    remedy: 'Choisissez une clé qui ne désigne qu’une archive, ou son identifiant.',
  },
  'CHECK_DATAOBJECTPACKAGE.UNAUTHORIZED_ATTACHMENT': {
    cause:
      'Ce rattachement n’est pas permis : l’archive désignée est hors du périmètre du contrat d’entrée, ou de rang inférieur à ce qui est versé.',
    remedy:
      'Rattachez sous les nœuds prévus par le contrat ; des archives à un arbre ou à un plan, un plan à un arbre, et non l’inverse.',
  },
  'CHECK_DATAOBJECTPACKAGE.UNAUTHORIZED_ATTACHMENT_BY_CONTRACT': {
    cause: 'Le contrat d’entrée ne permet aucun rattachement par le bordereau.',
    remedy: 'Retirez UpdateOperation du bordereau, ou faites modifier le contrat.',
  },
  'CHECK_DATAOBJECTPACKAGE.SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP': {
    cause:
      'Le versement veut ajouter des fichiers à ceux d’un autre service producteur, ou une unité nomme comme fichier de son historique de conservation ce qui n’est pas un objet du bordereau.',
    remedy:
      'Déposez au nom du service producteur de ces fichiers, ou corrigez la référence de CustodialHistoryFile.',
  },
  'CHECK_DATAOBJECTPACKAGE.MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED': {
    cause: 'Le versement voudrait changer la place d’une archive déjà conservée.',
    remedy: 'Retirez du bordereau les parents donnés à cette archive : un reclassement se fait à part.',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY_ORPHAN_OBJECT': {
    cause: 'Un fichier ou un groupe d’objets n’appartient à aucune unité archivistique.',
    remedy: 'Reliez chaque groupe à une unité du bordereau, ou retirez-le du paquet.',
  },
  'CHECK_DATAOBJECTPACKAGE.EMPTY_REQUIRED_FIELD': {
    cause: 'Un champ obligatoire d’un objet est vide.',
    remedy: 'Renseignez ce champ dans le bordereau.',
  },
  CHECK_ATTACHEMENT: {
    cause:
      'Une archive à laquelle le versement se rattache vient d’une entrée qui n’est pas achevée, ou qui a échoué.',
    remedy: 'Attendez la fin de cette entrée, nommée ci-dessous, puis déposez de nouveau le paquet.',
  },
  CHECK_DIGEST: {
    cause:
      'Au moins un fichier n’a pas l’empreinte que le bordereau annonce : il a changé depuis, ou l’empreinte est fausse.',
    remedy:
      'Vérifiez le fichier nommé dans l’accusé, calculez à nouveau son empreinte, puis refaites le paquet.',
  },
  'CHECK_DIGEST.EMPTY': {
    cause: 'L’empreinte d’un fichier manque dans le bordereau.',
    remedy: 'Renseignez MessageDigest pour chaque fichier.',
  },
  CHECK_OBJECT_SIZE: {
    cause: 'La taille d’un fichier n’est pas celle que le bordereau annonce.',
    remedy:
      'La taille mesurée est retenue. Corrigez l’outil qui produit le bordereau pour les prochains versements.',
  },
  OG_OBJECTS_FORMAT_CHECK: {
    cause:
      'Le format d’au moins un fichier n’est pas celui que le bordereau annonce, ou n’a pas pu être identifié.',
    remedy:
      'Le format identifié est retenu. Vérifiez les fichiers nommés dans l’accusé, et que le référentiel des formats est à jour.',
  },
  'OG_OBJECTS_FORMAT_CHECK.KO': {
    cause:
      'Le format d’au moins un fichier n’a pas été reconnu, ou n’est pas dans le référentiel des formats.',
    remedy:
      'L’accusé dit lesquels et pourquoi. Convertissez ces fichiers dans un format courant, faites autoriser les formats non identifiés par le contrat, ou faites mettre à jour le référentiel des formats.',
  },
  'OG_OBJECTS_FORMAT_CHECK.UNKNOWN': {
    cause: 'Le format d’au moins un fichier n’a pas été reconnu, et le contrat d’entrée ne le permet pas.',
    remedy:
      'Convertissez ces fichiers dans un format courant, ou faites autoriser les formats non identifiés par le contrat.',
  },
  'OG_OBJECTS_FORMAT_CHECK.UNCHARTED': {
    cause: 'Le format d’un fichier n’est pas dans le référentiel des formats.',
    remedy: 'Demandez à un administrateur de mettre à jour le référentiel des formats (PRONOM).',
  },
  'OG_OBJECTS_FORMAT_CHECK.REJECTED_FORMAT': {
    cause: 'Le format d’au moins un fichier ne fait pas partie de ceux que le contrat d’entrée accepte.',
    remedy: 'Convertissez ces fichiers dans un format accepté, ou faites modifier le contrat d’entrée.',
  },
  'OG_OBJECTS_FORMAT_CHECK.REJECTED': {
    cause:
      'Le format de ce fichier, tel que le bordereau le déclare, ne fait pas partie de ceux que le contrat d’entrée accepte.',
    remedy:
      'Convertissez ce fichier dans un format accepté, déclarez son format (FormatId), ou faites modifier le contrat d’entrée.',
  },
  CHECK_OBJECT_GROUP_SCHEMA: {
    cause:
      'Une métadonnée technique d’un groupe d’objets n’a pas la valeur que le vocabulaire attend (date, nombre, oui ou non).',
    remedy: 'Corrigez le champ nommé dans l’accusé.',
  },
  'CHECK_OBJECT_GROUP_SCHEMA.INVALID_OBJECT_GROUP': {
    cause:
      'Les métadonnées techniques d’un groupe d’objets contiennent du balisage, des caractères invisibles, ou sont trop volumineuses.',
    remedy: 'Retirez ces caractères du champ nommé dans l’accusé.',
  },
  'CHECK_UNIT_SCHEMA.KO': {
    cause:
      'Un champ d’au moins une unité archivistique n’a pas la valeur que le vocabulaire attend (date, nombre, oui ou non), ou son texte est trop long.',
    remedy:
      'Corrigez le champ nommé dans l’accusé : une date s’écrit 1952-03-15, un texte a moins de 32 766 octets.',
  },
  'CHECK_UNIT_SCHEMA.INVALID_UNIT': {
    cause:
      'Au moins une unité archivistique a un champ obligatoire vide (l’intitulé, par exemple) ou d’une forme inattendue.',
    remedy: 'Corrigez dans le bordereau les champs de l’unité nommée dans l’accusé.',
  },
  'CHECK_UNIT_SCHEMA.DATE_FORMAT': {
    cause:
      'La date de début ou de fin d’une unité archivistique a une année qui ne s’écrit pas en quatre chiffres.',
    remedy: 'Écrivez les dates comme 1952-03-15 ou 1952-03-15T10:30:00.',
  },
  'CHECK_UNIT_SCHEMA.CONSISTENCY': {
    cause: 'La date de fin d’une unité archivistique précède sa date de début.',
    remedy: 'Corrigez les dates de l’unité nommée dans l’accusé.',
  },
  'CHECK_UNIT_SCHEMA.MANDATORY_SIGNED_DOCUMENT': {
    cause: 'Le contrat d’entrée n’admet que des documents signés, et une unité ne déclare pas de signature.',
    remedy:
      'Ajoutez SigningInformation à l’unité nommée dans l’accusé (l’élément Signature de SEDA 2.1 et 2.2 n’en tient pas lieu), ou versez sous un contrat qui ne l’exige pas.',
  },
  'CHECK_UNIT_SCHEMA.FORBIDDEN_SIGNED_DOCUMENT': {
    cause: 'Le contrat d’entrée n’admet pas de documents signés, et une unité déclare une signature.',
    remedy:
      'Retirez SigningInformation de l’unité nommée dans l’accusé, ou versez sous un contrat qui l’admet.',
  },
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_SIGNATURE': {
    cause: 'Le contrat d’entrée veut que chaque document signé déclare sa signature.',
    remedy:
      'Ajoutez le rôle Signature (SigningRole, ou DetachedSigningRole si elle est détachée) à l’unité nommée dans l’accusé.',
  },
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_TIMESTAMP': {
    cause: 'Le contrat d’entrée veut que chaque document signé déclare son horodatage.',
    remedy:
      'Ajoutez le rôle Timestamp (SigningRole, ou DetachedSigningRole s’il est détaché) à l’unité nommée dans l’accusé.',
  },
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_ADDITIONAL_PROOF': {
    cause: 'Le contrat d’entrée veut que chaque document signé déclare une preuve complémentaire.',
    remedy:
      'Ajoutez le rôle AdditionalProof (SigningRole, ou DetachedSigningRole si elle est détachée) à l’unité nommée dans l’accusé.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.NOT_FOUND': {
    cause: 'Le profil d’une unité archivistique n’existe pas dans ce coffre.',
    remedy: 'Corrigez ArchiveUnitProfile dans le bordereau, ou faites importer ce profil d’unité.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.INACTIVE_STATUS': {
    cause: 'Le profil d’une unité archivistique est inactif.',
    remedy: 'Indiquez un profil actif, ou demandez à un administrateur de réactiver celui-ci.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.EMPTY_CONTROL_SCHEMA': {
    cause: 'Le profil d’une unité archivistique ne contrôle rien : son schéma de contrôle est vide.',
    remedy: 'Demandez à un administrateur de compléter ce profil, ou indiquez-en un autre.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.NOT_AU_JSON_VALID': {
    cause: 'La description d’une unité archivistique ne respecte pas le profil qu’elle annonce.',
    remedy: 'Corrigez les champs de l’unité nommée dans l’accusé, ou indiquez un autre profil.',
  },
  CHECK_CLASSIFICATION_LEVEL: {
    cause: 'Le niveau de classification d’au moins une unité n’est pas autorisé sur ce service.',
    remedy: 'Corrigez le niveau de classification, ou versez ces archives dans un service habilité.',
  },
  UNITS_RULES_COMPUTE: {
    cause: 'Les règles de gestion d’une unité n’ont pas pu être appliquées.',
    remedy: 'Vérifiez les règles de l’unité nommée dans l’accusé.',
  },
  'UNITS_RULES_COMPUTE.UNKNOWN': {
    cause: 'Le bordereau nomme une règle de gestion que ce coffre ne connaît pas.',
    remedy: 'Corrigez le code de la règle, ou demandez à un administrateur de l’ajouter au référentiel.',
  },
  'UNITS_RULES_COMPUTE.CONSISTENCY': {
    cause:
      'Une règle de gestion est employée dans une autre catégorie que la sienne, ou la date de fin d’un gel ne convient pas.',
    remedy:
      'Employez une règle de la bonne catégorie (durée d’utilité, communicabilité…). HoldEndDate suit la date de début, et ne se donne qu’à une règle de gel sans durée.',
  },
  'UNITS_RULES_COMPUTE.REF_INCONSISTENCY': {
    cause: 'Le bordereau bloque l’héritage d’une règle inconnue, ou d’une autre catégorie.',
    remedy: 'Corrigez l’élément RefNonRuleId de l’unité nommée dans l’accusé.',
  },
  STORAGE_AVAILABILITY_CHECK: {
    cause: 'Une offre de stockage n’est pas disponible, ou n’a plus assez de place.',
    remedy: 'Le paquet n’est pas en cause : prévenez l’exploitant du service, puis déposez à nouveau.',
  },
  OBJECTS_LIST_EMPTY: {
    cause: 'Le versement ne contient pas de fichier, ou pas d’unité archivistique à traiter.',
    remedy: 'Rien à faire si c’est voulu. Sinon, vérifiez le contenu du bordereau.',
  },
  /** Of a failure that is the service's own. */
  technical: {
    cause: 'Le service a rencontré une erreur technique pendant cette étape. Le paquet n’est pas en cause.',
    remedy: 'Prévenez l’exploitant du service, en lui donnant l’identifiant de l’opération.',
  },
  /** Of an outcome that has no words of its own. */
  other: {
    cause: 'Un contrôle de cette étape n’est pas satisfait.',
    remedy:
      'Consultez l’accusé du versement, qui nomme les éléments concernés, corrigez le paquet et déposez-le à nouveau.',
  },
};
