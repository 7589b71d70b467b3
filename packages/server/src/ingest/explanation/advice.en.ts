import type { Advice, FRENCH } from './advice.fr.ts';

/** Why a control refuses or warns, and what to do about it. */
export const ENGLISH = {
  SANITY_CHECK_SIP: {
    cause: 'The antivirus recognised malware in the package.',
    remedy:
      'Scan the files on the computer they come from, remove or disinfect the one concerned, then rebuild the package.',
  },
  CHECK_CONTAINER: {
    cause:
      'The file received is not an archive the service can open, or it is damaged, encrypted or incomplete.',
    remedy:
      'Check that the package opens on your computer without a password, then rebuild it as .zip, .tar, .tar.gz or .tar.bz2.',
  },
  MANIFEST_FILE_NAME_CHECK: {
    cause: 'The manifest is missing at the root of the package, or does not have the expected name.',
    remedy:
      'Put a file named manifest.xml at the root (a prefix followed by a hyphen is accepted: 2026-manifest.xml). Compress the contents of the folder, not the folder itself.',
  },
  MANIFEST_DIGEST_CHECK: {
    cause:
      'The checksum announced with the package is not that of the manifest received: it changed on the way.',
    remedy: 'Compute the checksum of the manifest again, or submit the original package again.',
  },
  UPLOAD_SIP: {
    cause: 'The name of a file in the package contains a forbidden character, or leads out of its folder.',
    remedy:
      'Rename the files of the content folder with unaccented letters, digits, hyphens and full stops, and use these names in the manifest.',
  },
  CHECK_SEDA: {
    cause:
      'The manifest does not present itself as a SEDA manifest: its namespace is missing or another one.',
    remedy:
      'Give the element ArchiveTransfer the namespace of its SEDA version (for example fr:gouv:culture:archivesdefrance:seda:v2.2).',
  },
  'CHECK_SEDA.NOT_XML_FILE': {
    cause: 'The manifest is not a readable XML document: it is truncated, badly encoded, or not XML.',
    remedy:
      'Open manifest.xml in an XML editor, save it in UTF-8 and correct the error at the line indicated.',
  },
  'CHECK_SEDA.NOT_XSD_VALID': {
    cause:
      'The manifest contains an element that the SEDA version it announces does not allow there, or lacks one.',
    remedy:
      'Correct the element at the line indicated. If it belongs to a later version, change the namespace of the manifest (for example seda:v2.2).',
  },
  'CHECK_SEDA.UNSUPPORTED_SEDA_VERSION': {
    cause: 'The manifest is written in a version of SEDA that the service does not accept.',
    remedy: 'Produce the manifest in SEDA 2.1, 2.2 or 2.3.',
  },
  'CHECK_SEDA.CONTAINER_FORMAT.FILE': {
    cause: 'There are several files at the root of the package; only the manifest belongs there.',
    remedy: 'Leave only manifest.xml at the root, and move the other files into the content folder.',
  },
  'CHECK_SEDA.CONTAINER_FORMAT.DIRECTORY': {
    cause: 'At its root the package contains a folder other than content.',
    remedy: 'Gather all files in a single folder named content, and use their paths in the manifest.',
  },
  CHECK_HEADER: {
    cause: 'The header of the manifest is not what the safe expects.',
    remedy: 'Check the ingest contract, the agencies and the archival profile that the manifest names.',
  },
  'CHECK_HEADER.UNKNOWN': {
    cause: 'The manifest names an agency, a profile or a reference unknown to this safe.',
    remedy:
      'Correct the identifier in the manifest, or ask an administrator to add this reference to the safe.',
  },
  'CHECK_HEADER.CHECK_AGENT': {
    cause: 'An agency of the manifest does not exist in this safe.',
    remedy:
      'Correct the identifier of the agency in the manifest, or ask an administrator to add it to the list of agencies.',
  },
  'CHECK_HEADER.CHECK_AGENT.EMPTY_REQUIRED_FIELD': {
    cause: 'The manifest does not name the originating agency, which is mandatory.',
    remedy: 'Fill in OriginatingAgencyIdentifier in the manifest.',
  },
  'CHECK_HEADER.CHECK_IC_AP_RELATION.UNKNOWN': {
    cause: 'The archival profile of the manifest does not exist in this safe.',
    remedy: 'Correct ArchivalProfile in the manifest, or have this profile imported.',
  },
  'CHECK_HEADER.CHECK_IC_AP_RELATION.INACTIVE': {
    cause: 'The archival profile of the manifest is inactive.',
    remedy: 'Name an active profile, or ask an administrator to reactivate this one.',
  },
  'CHECK_HEADER.CHECK_IC_AP_RELATION.DIFF': {
    cause: 'The ingest contract requires an archival profile, and the manifest names another one or none.',
    remedy:
      'Name one of the profiles of the contract in ArchivalProfile, or have this profile added to the contract.',
  },
  'CHECK_HEADER.CHECK_ARCHIVEPROFILE': {
    cause:
      'The manifest does not comply with the archival profile it announces, or that profile has no schema file.',
    remedy:
      'Validate the manifest against the schema of the profile, or ask an administrator to attach that file to the profile.',
  },
  'CHECK_HEADER.CONTRACT_NOT_IN_MANIFEST': {
    cause: 'The manifest does not name an ingest contract.',
    remedy:
      'Fill in ArchivalAgreement in the manifest with the identifier of an ingest contract of the safe.',
  },
  'CHECK_HEADER.CONTRACT_UNKNOWN': {
    cause: 'The ingest contract of the manifest does not exist in this safe.',
    remedy: 'Check that you are submitting to the right safe, and correct ArchivalAgreement in the manifest.',
  },
  'CHECK_HEADER.CONTRACT_INACTIVE': {
    cause: 'The ingest contract of the manifest is inactive.',
    remedy: 'Ask an administrator to reactivate the contract, or name another one.',
  },
  'CHECK_HEADER.CONTRACT_NOT_IN_CONTEXT': {
    cause: 'The submitting application is not allowed to use this ingest contract.',
    remedy: 'Ask an administrator to open this contract to the application context.',
  },
  'CHECK_HEADER.CONTEXT_UNKNOWN': {
    cause: 'The context of the submitting application does not exist.',
    remedy: 'Please contact the operator of the service.',
  },
  'CHECK_HEADER.CONTEXT_INACTIVE': {
    cause: 'The context of the submitting application is inactive.',
    remedy: 'Ask the operator of the service to reactivate it.',
  },
  'CHECK_HEADER.MANAGEMENT_CONTRACT_UNKNOWN': {
    cause: 'The ingest contract refers to a management contract that does not exist.',
    remedy: 'The package is not at fault: ask an administrator to correct the ingest contract.',
  },
  'CHECK_HEADER.MANAGEMENT_CONTRACT_INACTIVE': {
    cause: 'The ingest contract refers to an inactive management contract.',
    remedy:
      'The package is not at fault: ask an administrator to reactivate the management contract, or to name another one.',
  },
  'CHECK_HEADER.MANAGEMENT_CONTRACT_INVALID': {
    cause: 'The management contract asks for a storage strategy that the service does not have.',
    remedy: 'The package is not at fault: ask an administrator to correct the management contract.',
  },
  CHECK_DATAOBJECTPACKAGE: {
    cause: 'The description of the archives and the files of the package do not match.',
    remedy:
      'Correct the element named below in the manifest: each unit, group and file must be declared once, and properly linked to the others.',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT': {
    cause: 'A holding scheme or a filing plan cannot contain files.',
    remedy: 'Remove the files from the package, or submit it as a transfer of archives.',
  },
  'CHECK_DATAOBJECTPACKAGE.MANIFEST_SUPERIOR_BDO': {
    cause: 'The manifest declares files that are not in the package.',
    remedy: 'Add the missing files to the content folder, or remove them from the manifest.',
  },
  'CHECK_DATAOBJECTPACKAGE.MANIFEST_INFERIOR_BDO': {
    cause: 'The package contains files that the manifest does not declare.',
    remedy: 'Declare these files in the manifest, or remove them from the package.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALID_URI': {
    cause: 'The path of a file in the manifest is not that of the file in the package.',
    remedy: 'Correct the Uri element of the manifest, or the name of the file. Upper and lower case matter.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALID_DATAOBJECTVERSION': {
    cause: 'The usage or the version of a file does not exist.',
    remedy:
      'Write usage and version as BinaryMaster_1, Dissemination_1, Thumbnail_1, TextContent_1 or PhysicalMaster_1.',
  },
  'CHECK_DATAOBJECTPACKAGE.PDO_DATAOBJECTIONVERSION_BINARYMASTER': {
    cause: 'A physical object is declared with the usage of a digital file.',
    remedy: 'Give the physical object the usage PhysicalMaster.',
  },
  'CHECK_DATAOBJECTPACKAGE.BDO_DATAOBJECTIONVERSION_PHYSICALMASTER': {
    cause: 'A digital file is declared with the usage of a physical object.',
    remedy: 'Give the file the usage BinaryMaster, or another digital usage.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALIDE_ALGO': {
    cause: 'The checksum of a file is computed with an algorithm that the service does not accept.',
    remedy: 'Compute checksums in SHA-512 (SHA-384, SHA-256, SHA-1 and MD5 are accepted too).',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_LOOP': {
    cause: 'Archive units contain one another: the tree goes round in a circle.',
    remedy: 'Remove one of the links of the loop indicated from the manifest.',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_MALFORMED_DATA': {
    cause:
      'A value of the manifest cannot be interpreted: a logbook event dated in the future, for example, or blanks around the identifier that a link refers to.',
    remedy: 'Correct the value indicated below.',
  },
  'CHECK_DATAOBJECTPACKAGE.ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP': {
    cause: 'An archive unit declares several object groups.',
    remedy: 'Keep one group per unit, or create a child unit for each group.',
  },
  'CHECK_DATAOBJECTPACKAGE.EXISTING_OG_NOT_DECLARED': {
    cause: 'An archive unit refers to a file instead of the group it belongs to.',
    remedy:
      'In the manifest, replace DataObjectReferenceId with DataObjectGroupReferenceId and the identifier of the group.',
  },
  'CHECK_DATAOBJECTPACKAGE.MASTER_MANDATORY_REQUIRED': {
    cause: 'An object group has no original, while the ingest contract requires one.',
    remedy: 'Add a file with the usage BinaryMaster, or a PhysicalMaster object, to the group.',
  },
  'CHECK_DATAOBJECTPACKAGE.EXPECTED_MANDATORY_VERSION_1': {
    cause: 'An object group begins with a version of its original other than the first.',
    remedy: 'Number the originals of a group from 1: BinaryMaster_1, PhysicalMaster_1.',
  },
  'CHECK_DATAOBJECTPACKAGE.ATTACHMENT_OBJECTGROUP': {
    cause:
      'The transfer adds files to an object group already held, and the ingest contract does not allow this for their usage.',
    remedy:
      'Have the usage added to the contract (DataObjectVersion), or submit these files under a new unit.',
  },
  'CHECK_DATAOBJECTPACKAGE.ATTACHMENT_REQUIRED': {
    cause: 'The ingest contract requires the transfer to attach to archives already held, and it does not.',
    remedy:
      'Name the archive unit to attach to in the manifest (UpdateOperation), or submit under another contract.',
  },
  'CHECK_DATAOBJECTPACKAGE.ERROR_PARSE_ATTACHMENT': {
    cause: 'The name of the metadata used as attachment key is not one.',
    remedy: 'Write the name of a metadata field in MetadataName, for example OriginatingSystemId.',
  },
  'CHECK_DATAOBJECTPACKAGE.EMPTY_KEY_ATTACHMENT': {
    cause: 'The attachment key is empty.',
    remedy: 'Fill in MetadataName and MetadataValue in the manifest.',
  },
  'CHECK_DATAOBJECTPACKAGE.NOT_FOUND_ATTACHMENT': {
    cause: 'The transfer attaches to an archive unit that does not exist in this safe.',
    remedy: 'Check the attachment identifier (SystemId) and the safe you are submitting to.',
  },
  'CHECK_DATAOBJECTPACKAGE.INVALID_GUID_ATTACHMENT': {
    cause: 'The identifier of the archive unit to attach to is not an identifier of the service.',
    remedy: 'Copy this identifier from the page of the archive unit, under “Technical information”.',
  },
  'CHECK_DATAOBJECTPACKAGE.TOO_MANY_FOUND_ATTACHMENT': {
    cause: 'Several archive units match the attachment key.',
    remedy: 'Choose a key that designates only one, or its identifier.',
  },
  'CHECK_DATAOBJECTPACKAGE.UNAUTHORIZED_ATTACHMENT': {
    cause:
      'This attachment is not allowed: the archive unit named is outside the scope of the ingest contract, or of a lower rank than what is transferred.',
    remedy:
      'Attach below the nodes provided for by the contract; archives to a holding scheme or a filing plan, a filing plan to a holding scheme, and not the reverse.',
  },
  'CHECK_DATAOBJECTPACKAGE.UNAUTHORIZED_ATTACHMENT_BY_CONTRACT': {
    cause: 'The ingest contract allows no attachment by the manifest.',
    remedy: 'Remove UpdateOperation from the manifest, or have the contract changed.',
  },
  'CHECK_DATAOBJECTPACKAGE.SUBTASK_UNAUTHORIZED_ATTACHMENT_BY_BAD_SP': {
    cause:
      'The transfer would add files to those of another originating agency, or a unit names as the file of its custodial history what is no object of the manifest.',
    remedy:
      'Submit in the name of the originating agency of these files; or correct the reference in CustodialHistoryFile.',
  },
  'CHECK_DATAOBJECTPACKAGE.MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED': {
    cause: 'The transfer would change the place of an archive unit already held.',
    remedy:
      'Remove the parents given to this archive unit from the manifest: reclassification is a separate act.',
  },
  'CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY_ORPHAN_OBJECT': {
    cause: 'A file or an object group does not belong to any archive unit.',
    remedy: 'Link each group to a unit of the manifest, or remove it from the package.',
  },
  'CHECK_DATAOBJECTPACKAGE.EMPTY_REQUIRED_FIELD': {
    cause: 'A mandatory field of an object is empty.',
    remedy: 'Fill in this field in the manifest.',
  },
  CHECK_ATTACHEMENT: {
    cause:
      'An archive unit to which the transfer attaches comes from an entry that is not complete, or that failed.',
    remedy: 'Wait for the end of that entry, named below, then submit the package again.',
  },
  CHECK_DIGEST: {
    cause:
      'At least one file does not have the checksum announced by the manifest: it has changed since, or the checksum is wrong.',
    remedy: 'Check the file named in the reply, compute its checksum again, then rebuild the package.',
  },
  'CHECK_DIGEST.EMPTY': {
    cause: 'The checksum of a file is missing from the manifest.',
    remedy: 'Fill in MessageDigest for each file.',
  },
  CHECK_OBJECT_SIZE: {
    cause: 'The size of a file is not the one announced by the manifest.',
    remedy:
      'The measured size is recorded. Correct the tool that produces the manifest for the next transfers.',
  },
  OG_OBJECTS_FORMAT_CHECK: {
    cause:
      'The format of at least one file is not the one announced by the manifest, or could not be identified.',
    remedy:
      'The identified format is recorded. Check the files named in the reply, and that the list of formats is up to date.',
  },
  'OG_OBJECTS_FORMAT_CHECK.KO': {
    cause: 'The format of at least one file was not recognised, or is not in the list of formats.',
    remedy:
      'The reply says which files and why. Convert them to a common format, have unidentified formats allowed by the contract, or have the list of formats updated.',
  },
  'OG_OBJECTS_FORMAT_CHECK.UNKNOWN': {
    cause: 'The format of at least one file was not recognised, and the ingest contract does not allow this.',
    remedy: 'Convert these files to a common format, or have unidentified formats allowed by the contract.',
  },
  'OG_OBJECTS_FORMAT_CHECK.UNCHARTED': {
    cause: 'The format of a file is not in the list of formats.',
    remedy: 'Ask an administrator to update the list of formats (PRONOM).',
  },
  'OG_OBJECTS_FORMAT_CHECK.REJECTED_FORMAT': {
    cause: 'The format of at least one file is not among those accepted by the ingest contract.',
    remedy: 'Convert these files to an accepted format, or have the ingest contract changed.',
  },
  'OG_OBJECTS_FORMAT_CHECK.REJECTED': {
    cause:
      'The format of this file, as declared in the manifest, is not among those accepted by the ingest contract.',
    remedy:
      'Convert this file to an accepted format, declare its format (FormatId), or have the ingest contract changed.',
  },
  CHECK_OBJECT_GROUP_SCHEMA: {
    cause:
      'A technical metadata field of an object group does not have the value that the vocabulary expects (date, number, yes or no).',
    remedy: 'Correct the field named in the reply.',
  },
  'CHECK_OBJECT_GROUP_SCHEMA.INVALID_OBJECT_GROUP': {
    cause:
      'The technical metadata of an object group contain mark-up, invisible characters, or are too large.',
    remedy: 'Remove these characters from the field named in the reply.',
  },
  'CHECK_UNIT_SCHEMA.KO': {
    cause:
      'A field of at least one archive unit does not have the value that the vocabulary expects (date, number, yes or no), or its text is too long.',
    remedy:
      'Correct the field named in the reply: a date is written 1952-03-15, a text has fewer than 32,766 bytes.',
  },
  'CHECK_UNIT_SCHEMA.INVALID_UNIT': {
    cause:
      'At least one archive unit has a mandatory field empty (its title, for example) or of an unexpected form.',
    remedy: 'Correct the fields of the unit named in the reply in the manifest.',
  },
  'CHECK_UNIT_SCHEMA.DATE_FORMAT': {
    cause: 'The start or end date of an archive unit has a year that is not written with four digits.',
    remedy: 'Write dates as 1952-03-15 or 1952-03-15T10:30:00.',
  },
  'CHECK_UNIT_SCHEMA.CONSISTENCY': {
    cause: 'The end date of an archive unit comes before its start date.',
    remedy: 'Correct the dates of the unit named in the reply.',
  },
  'CHECK_UNIT_SCHEMA.MANDATORY_SIGNED_DOCUMENT': {
    cause: 'The ingest contract accepts signed documents only, and a unit declares no signature.',
    remedy:
      'Add SigningInformation to the unit named in the reply (the element Signature of SEDA 2.1 and 2.2 does not stand for it), or transfer under a contract that does not require it.',
  },
  'CHECK_UNIT_SCHEMA.FORBIDDEN_SIGNED_DOCUMENT': {
    cause: 'The ingest contract accepts no signed documents, and a unit declares a signature.',
    remedy:
      'Remove SigningInformation from the unit named in the reply, or transfer under a contract that accepts it.',
  },
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_SIGNATURE': {
    cause: 'The ingest contract wants every signed document to declare its signature.',
    remedy:
      'Add the role Signature (SigningRole, or DetachedSigningRole if it is detached) to the unit named in the reply.',
  },
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_TIMESTAMP': {
    cause: 'The ingest contract wants every signed document to declare its timestamp.',
    remedy:
      'Add the role Timestamp (SigningRole, or DetachedSigningRole if it is detached) to the unit named in the reply.',
  },
  'CHECK_UNIT_SCHEMA.MISSING_DECLARED_ADDITIONAL_PROOF': {
    cause: 'The ingest contract wants every signed document to declare an additional proof.',
    remedy:
      'Add the role AdditionalProof (SigningRole, or DetachedSigningRole if it is detached) to the unit named in the reply.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.NOT_FOUND': {
    cause: 'The profile of an archive unit does not exist in this safe.',
    remedy: 'Correct ArchiveUnitProfile in the manifest, or have this unit profile imported.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.INACTIVE_STATUS': {
    cause: 'The profile of an archive unit is inactive.',
    remedy: 'Name an active profile, or ask an administrator to reactivate this one.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.EMPTY_CONTROL_SCHEMA': {
    cause: 'The profile of an archive unit controls nothing: its control schema is empty.',
    remedy: 'Ask an administrator to complete this profile, or name another one.',
  },
  'CHECK_ARCHIVE_UNIT_PROFILE.NOT_AU_JSON_VALID': {
    cause: 'The description of an archive unit does not comply with the profile it announces.',
    remedy: 'Correct the fields of the unit named in the reply, or name another profile.',
  },
  CHECK_CLASSIFICATION_LEVEL: {
    cause: 'The security classification of at least one unit is not allowed on this service.',
    remedy: 'Correct the classification level, or transfer these archives to an authorised service.',
  },
  UNITS_RULES_COMPUTE: {
    cause: 'The management rules of a unit could not be applied.',
    remedy: 'Check the rules of the unit named in the reply.',
  },
  'UNITS_RULES_COMPUTE.UNKNOWN': {
    cause: 'The manifest names a management rule unknown to this safe.',
    remedy: 'Correct the code of the rule, or ask an administrator to add it to the list of rules.',
  },
  'UNITS_RULES_COMPUTE.CONSISTENCY': {
    cause:
      'A management rule is used in a category other than its own, or the end date of a hold is not right.',
    remedy:
      'Use a rule of the right category (retention, access…). HoldEndDate comes after the start date, and only for a hold rule without duration.',
  },
  'UNITS_RULES_COMPUTE.REF_INCONSISTENCY': {
    cause: 'The manifest blocks the inheritance of a rule that is unknown, or of another category.',
    remedy: 'Correct the RefNonRuleId element of the unit named in the reply.',
  },
  STORAGE_AVAILABILITY_CHECK: {
    cause: 'A storage offer is not available, or has not enough room left.',
    remedy: 'The package is not at fault: tell the operator of the service, then submit it again.',
  },
  OBJECTS_LIST_EMPTY: {
    cause: 'The transfer contains no file, or no archive unit, to process.',
    remedy: 'Nothing to do if this is intended. Otherwise, check the contents of the manifest.',
  },
  /** Of a failure that is the service's own. */
  technical: {
    cause: 'The service met a technical error during this step. The package is not at fault.',
    remedy: 'Tell the operator of the service, quoting the identifier of the operation.',
  },
  /** Of an outcome that has no words of its own. */
  other: {
    cause: 'A check of this step has failed.',
    remedy:
      'Read the reply of the transfer, which names the elements concerned, correct the package and submit it again.',
  },
} satisfies Record<keyof typeof FRENCH, Advice>;
