/** Pieces of a SEDA 2.2 ArchiveTransfer; texts are escaped here. */

export interface Heading {
  readonly messageIdentifier: string;
  readonly comment: string;
  readonly contract: string;
  readonly agency: string;
  readonly date: string;
}

export interface ManifestObject {
  readonly id: string;
  readonly groupId: string;
  readonly uri: string;
  readonly digest: string;
  readonly size: number;
  readonly formatId: string;
  readonly mimeType: string;
  readonly fileName: string;
}

export interface ManifestUnit {
  readonly id: string;
  readonly level: 'RecordGrp' | 'File' | 'Item';
  readonly title: string;
  readonly description?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly groupId?: string;
  readonly systemId?: string;
  /** Rules by category: identifier, start date, final action. */
  readonly rules?: readonly {
    readonly category: string;
    readonly rule: string;
    readonly start: string;
    readonly finalAction?: string;
  }[];
  readonly children?: readonly ManifestUnit[];
}

export function opening({ messageIdentifier, comment, contract, date }: Heading): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<ArchiveTransfer xmlns="fr:gouv:culture:archivesdefrance:seda:v2.2" xmlns:xlink="http://www.w3.org/1999/xlink">' +
    `${tag('Comment', comment)}${tag('Date', date)}${tag('MessageIdentifier', messageIdentifier)}${tag('ArchivalAgreement', contract)}` +
    '<CodeListVersions/><DataObjectPackage>'
  );
}

export function objectText(object: ManifestObject): string {
  const inside =
    tag('DataObjectVersion', 'BinaryMaster_1') +
    tag('Uri', object.uri) +
    `<MessageDigest algorithm="SHA-512">${object.digest}</MessageDigest>` +
    tag('Size', String(object.size)) +
    `<FormatIdentification>${tag('MimeType', object.mimeType)}${tag('FormatId', object.formatId)}</FormatIdentification>` +
    `<FileInfo>${tag('Filename', object.fileName)}</FileInfo>`;
  return `<DataObjectGroup id="${object.groupId}"><BinaryDataObject id="${object.id}">${inside}</BinaryDataObject></DataObjectGroup>`;
}

export function unitText(unit: ManifestUnit): string {
  const rules = (unit.rules ?? []).map(
    ({ category, rule, start, finalAction }) =>
      `<${category}>${tag('Rule', rule)}${tag('StartDate', start)}${finalAction === undefined ? '' : tag('FinalAction', finalAction)}</${category}>`,
  );
  const update =
    unit.systemId === undefined ? '' : `<UpdateOperation>${tag('SystemId', unit.systemId)}</UpdateOperation>`;
  const management =
    rules.length > 0 || update !== '' ? `<Management>${rules.join('')}${update}</Management>` : '';
  const content =
    tag('DescriptionLevel', unit.level) +
    tag('Title', unit.title) +
    optional('Description', unit.description) +
    optional('StartDate', unit.startDate) +
    optional('EndDate', unit.endDate);
  const children = (unit.children ?? []).map(unitText).join('');
  const group =
    unit.groupId === undefined
      ? ''
      : `<DataObjectReference><DataObjectGroupReferenceId>${unit.groupId}</DataObjectGroupReferenceId></DataObjectReference>`;
  return `<ArchiveUnit id="${unit.id}">${management}<Content>${content}</Content>${children}${group}</ArchiveUnit>`;
}

export function closing({ agency }: Heading): string {
  return (
    `<ManagementMetadata>${tag('OriginatingAgencyIdentifier', agency)}${tag('SubmissionAgencyIdentifier', agency)}</ManagementMetadata>` +
    `</DataObjectPackage><ArchivalAgency>${tag('Identifier', agency)}</ArchivalAgency>` +
    `<TransferringAgency>${tag('Identifier', agency)}</TransferringAgency></ArchiveTransfer>\n`
  );
}

const optional = (name: string, value: string | undefined) => (value === undefined ? '' : tag(name, value));
const tag = (name: string, value: string) => `<${name}>${escaped(value)}</${name}>`;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => text.replace(/[&<>]/g, (character) => ENTITIES[character] as string);
