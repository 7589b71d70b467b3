import { hash } from 'node:crypto';
import type {
  Agent,
  BinaryObject,
  DataObject,
  HoldRule,
  Management,
  PhysicalObject,
  Rule,
  Transfer,
  Unit,
} from './transfer.ts';

/** Where an object lies in the package, with what is announced and what travels. */
export interface PackagedFile {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * Manifest of a transfer and the files that it names, elements in the order of the schemas (spec seda.md 4, 5). Written
 * as the tool of an office would, units nested in one another; the archive's own writer hands over what it has stored.
 */
export function manifestOf(transfer: Transfer): { manifest: string; files: PackagedFile[] } {
  const writer = new ManifestWriter();
  const units = transfer.units.map((unit) => writer.unit(unit)).join('');
  const agency = transfer.originatingAgency ?? transfer.submissionAgency ?? '';
  const manifest =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<ArchiveTransfer xmlns="fr:gouv:culture:archivesdefrance:seda:v${transfer.sedaVersion}">` +
    tag('Comment', transfer.comment) +
    tag('Date', `${transfer.date}T09:00:00`) +
    tag('MessageIdentifier', transfer.identifier) +
    tag('ArchivalAgreement', transfer.contract) +
    element(
      'CodeListVersions',
      tag('ReplyCodeListVersion', 'ReplyCodeListVersion0'),
      tag('MessageDigestAlgorithmCodeListVersion', 'MessageDigestAlgorithmCodeListVersion0'),
      tag('FileFormatCodeListVersion', 'FileFormatCodeListVersion0'),
    ) +
    element(
      'DataObjectPackage',
      ...writer.groups,
      element('DescriptiveMetadata', units),
      element(
        'ManagementMetadata',
        maybe('AcquisitionInformation', transfer.acquisition),
        maybe('LegalStatus', transfer.legalStatus),
        maybe('OriginatingAgencyIdentifier', transfer.originatingAgency),
        maybe('SubmissionAgencyIdentifier', transfer.submissionAgency),
        managementOf(transfer.management),
      ),
    ) +
    element('ArchivalAgency', tag('Identifier', 'SAV_ARCHIVES')) +
    element('TransferringAgency', tag('Identifier', agency === '' ? 'SAV_ARCHIVES' : agency)) +
    '</ArchiveTransfer>\n';
  return { manifest, files: writer.files };
}

/** Numbers units, groups and objects as it meets them, and gathers the files. */
class ManifestWriter {
  readonly groups: string[] = [];
  readonly files: PackagedFile[] = [];
  #units = 0;
  #objects = 0;

  unit(unit: Unit): string {
    const id = `U${++this.#units}`;
    const group = unit.objects === undefined ? undefined : this.#group(unit.objects);
    const attachment =
      unit.attachTo === undefined
        ? ''
        : element(
            'UpdateOperation',
            element(
              'ArchiveUnitIdentifierKey',
              tag('MetadataName', unit.attachTo.member),
              tag('MetadataValue', unit.attachTo.value),
            ),
          );
    return elementWith(
      `ArchiveUnit id="${id}"`,
      filled('Management', managementOf(unit.management) + attachment),
      element('Content', contentOf(unit)),
      ...(unit.children ?? []).map((child) => this.unit(child)),
      group === undefined ? '' : element('DataObjectReference', tag('DataObjectGroupReferenceId', group)),
    );
  }

  #group(objects: readonly DataObject[]): string {
    const id = `G${this.groups.length + 1}`;
    const versions = new Map<string, number>();
    const written = objects.map((object) => {
      const version = (versions.get(object.usage) ?? 0) + 1;
      versions.set(object.usage, version);
      return object.usage === 'PhysicalMaster'
        ? this.#physical(object, version)
        : this.#binary(object, version);
    });
    this.groups.push(elementWith(`DataObjectGroup id="${id}"`, ...written));
    return id;
  }

  #binary(object: BinaryObject, version: number): string {
    const { file, name } = object;
    const id = `B${++this.#objects}`;
    const path = `content/${id}.${file.extension}`;
    this.files.push({ path, content: object.travelling ?? file.content });
    return elementWith(
      `BinaryDataObject id="${id}"`,
      tag('DataObjectVersion', `${object.usage}_${version}`),
      tag('Uri', path),
      `<MessageDigest algorithm="SHA-512">${hash('sha512', file.content, 'hex')}</MessageDigest>`,
      tag('Size', String(file.content.length)),
      element(
        'FormatIdentification',
        tag('MimeType', file.mimeType),
        tag('FormatId', object.declaredFormat ?? file.formatId),
      ),
      element(
        'FileInfo',
        tag('Filename', name),
        maybe('CreatingApplicationName', object.createdBy),
        maybe('LastModified', object.modified),
      ),
    );
  }

  #physical({ id, width, height, depth, weight, pages }: PhysicalObject, version: number): string {
    return elementWith(
      `PhysicalDataObject id="B${++this.#objects}"`,
      tag('DataObjectVersion', `PhysicalMaster_${version}`),
      tag('PhysicalId', id),
      filled(
        'PhysicalDimensions',
        measure('Width', width, 'centimetre') +
          measure('Height', height, 'centimetre') +
          measure('Depth', depth, 'centimetre') +
          measure('Weight', weight, 'kilogram') +
          maybe('NumberOfPage', pages === undefined ? undefined : String(pages)),
      ),
    );
  }
}

function contentOf(unit: Unit): string {
  const each = (name: string, values: readonly string[] = []) =>
    values.map((value) => tag(name, value)).join('');
  const agents = (name: string, some: readonly Agent[] = []) =>
    some.map((agent) => element(name, agentOf(agent))).join('');
  return [
    tag('DescriptionLevel', unit.level),
    tag('Title', unit.title),
    unit.titleEn === undefined ? '' : `<Title xml:lang="en">${escaped(unit.titleEn)}</Title>`,
    maybe('FilePlanPosition', unit.filePlanPosition),
    maybe('OriginatingSystemId', unit.originatingSystemId),
    maybe('ArchivalAgencyArchiveUnitIdentifier', unit.reference),
    maybe('OriginatingAgencyArchiveUnitIdentifier', unit.serviceNumber),
    maybe('Description', unit.description),
    filled('CustodialHistory', each('CustodialHistoryItem', unit.custody)),
    maybe('DocumentType', unit.documentType),
    maybe('Language', unit.language),
    unit.language === undefined ? '' : tag('DescriptionLanguage', 'fr'),
    maybe('Status', unit.status),
    each('Tag', unit.tags),
    ...(unit.keywords ?? []).map(({ content, type }) =>
      element('Keyword', tag('KeywordContent', content), tag('KeywordType', type)),
    ),
    filled('Coverage', each('Spatial', unit.places) + each('Temporal', unit.periods)),
    agents('Agent', unit.agents),
    agents('Writer', unit.writers),
    agents('Addressee', unit.addressees),
    agents('Recipient', unit.recipients),
    agents('Sender', unit.senders),
    maybe('Source', unit.source),
    maybe('CreatedDate', unit.created),
    maybe('TransactedDate', unit.transacted),
    maybe('AcquiredDate', unit.acquired),
    maybe('SentDate', unit.sent),
    maybe('ReceivedDate', unit.received),
    maybe('RegisteredDate', unit.registered),
    maybe('StartDate', unit.start),
    maybe('EndDate', unit.end),
    maybe('DateLitteral', unit.literalDate),
    ...(unit.events ?? []).map(({ type, at, detail }) =>
      element('Event', tag('EventType', type), tag('EventDateTime', at), tag('EventDetail', detail)),
    ),
    unit.position === undefined
      ? ''
      : element(
          'Gps',
          tag('GpsLatitude', unit.position.latitude.toFixed(4)),
          tag('GpsLatitudeRef', 'N'),
          tag('GpsLongitude', unit.position.longitude.toFixed(4)),
          tag('GpsLongitudeRef', 'E'),
        ),
    maybe('OriginatingSystemIdReplyTo', unit.replyTo),
    unit.persistentIdentifier === undefined
      ? ''
      : element(
          'PersistentIdentifier',
          tag('PersistentIdentifierType', 'ark'),
          tag('PersistentIdentifierContent', unit.persistentIdentifier),
        ),
  ].join('');
}

function agentOf(agent: Agent): string {
  if ('corporate' in agent) return tag('Corpname', agent.corporate) + maybe('Identifier', agent.identifier);
  return (
    tag('FirstName', agent.first) +
    tag('BirthName', agent.last) +
    maybe('BirthDate', agent.born) +
    maybe('Position', agent.position)
  );
}

function managementOf(management: Management | undefined): string {
  if (!management) return '';
  const { storage, appraisal, access, dissemination, reuse, classification, needAuthorization, hold } =
    management;
  const refused = (category: { readonly refuses?: 'everything' | readonly string[] }) =>
    category.refuses === 'everything'
      ? tag('PreventInheritance', 'true')
      : (category.refuses ?? []).map((rule) => tag('RefNonRuleId', rule)).join('');
  const rules = (some: readonly Rule[] = []) => some.map(ruleOf).join('');
  const plain = (name: string, category: Management['access']) =>
    category === undefined ? '' : element(name, rules(category.rules), refused(category));
  const final = (name: string, category: Management['storage'] | Management['appraisal']) =>
    category === undefined
      ? ''
      : element(name, rules(category.rules), refused(category), tag('FinalAction', category.finalAction));
  return [
    final('StorageRule', storage),
    final('AppraisalRule', appraisal),
    plain('AccessRule', access),
    plain('DisseminationRule', dissemination),
    plain('ReuseRule', reuse),
    classification === undefined
      ? ''
      : element(
          'ClassificationRule',
          rules(classification.rules),
          refused(classification),
          tag('ClassificationLevel', classification.level),
          tag('ClassificationOwner', classification.owner),
          maybe('ClassificationReassessingDate', classification.reassessing),
        ),
    needAuthorization === undefined ? '' : tag('NeedAuthorization', String(needAuthorization)),
    hold === undefined ? '' : element('HoldRule', ...(hold.rules ?? []).map(holdOf), refused(hold)),
  ].join('');
}

const ruleOf = ({ rule, start }: Rule) => tag('Rule', rule) + maybe('StartDate', start);

function holdOf(hold: HoldRule): string {
  return (
    ruleOf(hold) +
    maybe('HoldEndDate', hold.end) +
    maybe('HoldOwner', hold.owner) +
    maybe('HoldReassessingDate', hold.reassessing) +
    maybe('HoldReason', hold.reason) +
    maybe(
      'PreventRearrangement',
      hold.preventRearrangement === undefined ? undefined : String(hold.preventRearrangement),
    )
  );
}

const measure = (name: string, value: number | undefined, unit: string) =>
  value === undefined ? '' : `<${name} unit="${unit}">${value}</${name}>`;
const maybe = (name: string, value: string | undefined) => (value === undefined ? '' : tag(name, value));
const filled = (name: string, content: string) => (content === '' ? '' : element(name, content));
const tag = (name: string, value: string) => element(name, escaped(value));
const element = (name: string, ...content: string[]) => `<${name}>${content.join('')}</${name}>`;
/** @param opening name with its attributes */
const elementWith = (opening: string, ...content: string[]) =>
  `<${opening}>${content.join('')}</${opening.split(' ', 1)[0]}>`;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => text.replace(/[&<>]/g, (character) => ENTITIES[character] as string);
