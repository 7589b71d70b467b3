import { createHash } from 'node:crypto';
import { pdfFile, randomFrom, SAMPLE } from '@perenne/sample';
import type { DepositOptions } from '../archive.ts';
import { changed, describe, type Sip } from '../sip.ts';

/** One thing broken in a good package: where the entry ends, and what the reply says of it. */
export interface Refusal {
  readonly name: string;
  readonly sip?: (sip: Sip, archived: Archived) => Sip | readonly (readonly [string, Buffer])[];
  /** The package itself, where it is none. */
  readonly source?: Buffer;
  readonly step: string;
  /** Key of the first action or task that refuses. */
  readonly refusal: string;
  /** What stands in the reply; default: the refusal. */
  readonly says?: string;
  /** Groups, then units of the manifest that the reply names, where CHECK_MANIFEST refuses; default: none. */
  readonly names?: readonly string[];
  readonly options?: DepositOptions;
}

/** What the archive holds already. */
export interface Archived {
  /** A unit of a transfer. */
  readonly unit: string;
}

export const RECEPTION = 'STP_SANITY_CHECK_SIP';
export const UPLOAD = 'STP_UPLOAD_SIP';
export const CONTROL = 'STP_INGEST_CONTROL_SIP';
export const OBJECTS = 'STP_OG_CHECK_AND_TRANSFORME';
export const UNITS = 'STP_UNIT_CHECK_AND_PROCESS';

/** Identifiers of profiles are given by the archive, in the order of their import. */
export const PROFILES = {
  strict: 'PR-000001',
  asleep: 'PR-000002',
  schema: 'PR-000003',
  bare: 'PR-000004',
} as const;
/** Likewise of contracts on tenant 2. */
export const FOREIGN_CONTRACT = 'IC-000001';

export const replaced =
  (from: string | RegExp, to: string) =>
  (sip: Sip): Sip =>
    changed(sip, from, to);

export const withContract = (identifier: string) => replaced(SAMPLE.ingestContract, identifier);

export const withProfile = (identifier: string) =>
  replaced('<ManagementMetadata>', `<ManagementMetadata><ArchivalProfile>${identifier}</ArchivalProfile>`);

export const management = (text: string) =>
  replaced('<ArchiveUnit id="U1">', `<ArchiveUnit id="U1"><Management>${text}</Management>`);

export const unitProfile = (identifier: string) =>
  replaced(
    '<ArchiveUnit id="U1">',
    `<ArchiveUnit id="U1"><ArchiveUnitProfile>${identifier}</ArchiveUnitProfile>`,
  );

/** The custody of the first piece is told by a file. */
export const custodialHistory = (reference: string, id: string) =>
  replaced(
    '<Title>Pièce 1</Title>',
    `<Title>Pièce 1</Title><CustodialHistory><CustodialHistoryItem>Don</CustodialHistoryItem><CustodialHistoryFile><${reference}>${id}</${reference}></CustodialHistoryFile></CustodialHistory>`,
  );

/** The first piece is declared signed, with these roles. */
export const signed = (...roles: readonly (readonly [name: string, role: string])[]) =>
  replaced(
    '</EndDate></Content>',
    `</EndDate><SigningInformation>${roles.map(([name, role]) => `<${name}>${role}</${name}>`).join('')}</SigningInformation></Content>`,
  );

/** The text object gets another content, with its size and digest. */
export const content =
  (bytes: Buffer, uri = 'content/1.txt') =>
  (sip: Sip): Sip => {
    const [old] = Object.values(sip.files) as [Buffer];
    const digest = (of: Buffer) => createHash('sha512').update(of).digest('hex');
    const renamed = Object.fromEntries(
      Object.entries(sip.files).map(([path, each]) =>
        path === 'content/1.txt' ? [uri, bytes] : [path, each],
      ),
    );
    const manifest = sip.manifest
      .replace(digest(old), digest(bytes))
      .replace(`<Size>${old.length}</Size>`, `<Size>${bytes.length}</Size>`)
      .replace('<Uri>content/1.txt</Uri>', `<Uri>${uri}</Uri>`);
    return { manifest, files: renamed };
  };

/** A second object in the first group. */
export const secondObject =
  (version: string) =>
  (sip: Sip): Sip => {
    const file = pdfFile(randomFrom(9), 'Autre');
    const { uri, digest, size } = describe(file, 9);
    const object =
      `<BinaryDataObject id="B9"><DataObjectVersion>${version}</DataObjectVersion><Uri>${uri}</Uri>` +
      `<MessageDigest algorithm="SHA-512">${digest}</MessageDigest><Size>${size}</Size></BinaryDataObject>`;
    const { manifest } = changed(
      sip,
      '</BinaryDataObject></DataObjectGroup>',
      `</BinaryDataObject>${object}</DataObjectGroup>`,
    );
    return { manifest, files: { ...sip.files, [uri]: file.content } };
  };

/** A physical object in a group of its own, to which the folder refers. */
export const physicalObject =
  (version: string, physicalId: string) =>
  (sip: Sip): Sip =>
    changed(
      changed(
        sip,
        '<DescriptiveMetadata>',
        `<DataObjectGroup id="G9"><PhysicalDataObject id="P9"><DataObjectVersion>${version}</DataObjectVersion>` +
          `<PhysicalId>${physicalId}</PhysicalId></PhysicalDataObject></DataObjectGroup><DescriptiveMetadata>`,
      ),
      '</DescriptiveMetadata>',
      '<ArchiveUnit id="U9"><Content><DescriptionLevel>Item</DescriptionLevel><Title>Registre relié</Title></Content>' +
        '<DataObjectReference><DataObjectGroupReferenceId>G9</DataObjectGroupReferenceId></DataObjectReference>' +
        '</ArchiveUnit></DescriptiveMetadata>',
    );
