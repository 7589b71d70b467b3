import { entriesOf } from '../sip.ts';
import { CONTROL, content, RECEPTION, type Refusal, replaced, UPLOAD } from './changes.ts';

const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** The package, and the manifest as a document (spec ingest.md 6 to 8.1). */
export const OF_RECEPTION: readonly Refusal[] = [
  {
    name: 'a file with a virus',
    sip: content(Buffer.from(EICAR)),
    step: RECEPTION,
    refusal: 'SANITY_CHECK_SIP.KO',
    says: 'EICAR',
  },
  {
    name: 'no manifest',
    sip: ({ files }) => Object.entries(files),
    step: RECEPTION,
    refusal: 'MANIFEST_FILE_NAME_CHECK.KO',
  },
  {
    name: 'a manifest in a folder alone',
    sip: ({ manifest, files }) => [['content/manifest.xml', Buffer.from(manifest)], ...Object.entries(files)],
    step: RECEPTION,
    refusal: 'MANIFEST_FILE_NAME_CHECK.KO',
  },
  {
    name: 'another digest of the manifest than announced',
    step: RECEPTION,
    refusal: 'MANIFEST_DIGEST_CHECK.KO',
    options: { headers: { 'X-Manifest-Digest-Algo': 'SHA-256', 'X-Manifest-Digest-Value': 'ab' } },
  },
  {
    name: 'a digest of the manifest by an unknown algorithm',
    step: RECEPTION,
    refusal: 'MANIFEST_DIGEST_CHECK.KO',
    options: { headers: { 'X-Manifest-Digest-Algo': 'CRC32', 'X-Manifest-Digest-Value': 'ab' } },
  },
  {
    name: 'one of the two headers of the manifest’s digest',
    step: RECEPTION,
    refusal: 'MANIFEST_DIGEST_CHECK.KO',
    options: { headers: { 'X-Manifest-Digest-Value': 'ab' } },
  },
  {
    name: 'what is no package',
    source: Buffer.from('Bonjour'),
    step: RECEPTION,
    refusal: 'CHECK_CONTAINER.KO',
  },
  {
    name: 'a file whose name has an accent',
    sip: (sip) => [...entriesOf(sip), ['content/é.txt', Buffer.from('é')]],
    step: UPLOAD,
    refusal: 'UPLOAD_SIP.KO',
    says: 'FORBIDDEN_NAME',
  },
  {
    name: 'no XML',
    sip: replaced('</ArchiveTransfer>', ''),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XML_FILE.KO',
  },
  {
    name: 'another namespace than that of SEDA',
    sip: replaced('fr:gouv:culture:archivesdefrance:seda:v2.2', 'urn:other'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.KO',
  },
  {
    name: 'a version of SEDA that is not read',
    sip: replaced('seda:v2.2', 'seda:v1.0'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.UNSUPPORTED_SEDA_VERSION.KO',
  },
  {
    name: 'two manifests',
    sip: (sip) => [...entriesOf(sip), ['second_manifest.xml', Buffer.from(sip.manifest)]],
    step: CONTROL,
    refusal: 'CHECK_SEDA.CONTAINER_FORMAT.FILE.KO',
    says: 'second_manifest.xml',
  },
  {
    name: 'a second folder at the root',
    sip: (sip) => [...entriesOf(sip), ['annexes/a.txt', Buffer.from('a')]],
    step: CONTROL,
    refusal: 'CHECK_SEDA.CONTAINER_FORMAT.DIRECTORY.KO',
    says: 'annexes',
  },
  {
    name: 'an identifier given twice',
    sip: replaced('<ArchiveUnit id="U2">', '<ArchiveUnit id="U1">'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
    says: 'U1 is given twice',
  },
  {
    name: 'a reference to nothing',
    sip: replaced('<DataObjectGroupReferenceId>G2<', '<DataObjectGroupReferenceId>G7<'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
    says: 'G7',
  },
  {
    name: 'a level of description that SEDA has not',
    sip: replaced('<DescriptionLevel>File<', '<DescriptionLevel>Chest<'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
  },
  {
    name: 'a size of 0',
    sip: replaced(/<Size>\d+</, '<Size>0<'),
    step: CONTROL,
    refusal: 'CHECK_SEDA.NOT_XSD_VALID.KO',
  },
];
