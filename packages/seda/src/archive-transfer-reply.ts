import type { SedaVersion } from './records.ts';
import { agency, attributeText, element, opening, optional } from './xml-text.ts';

/** An event of a journal as a reply tells it (spec ingest.md 16.5). */
export interface ReplyEvent {
  readonly typeCode: string;
  readonly type: string;
  /** ISO date-time. */
  readonly dateTime: string;
  readonly outcome: string;
  readonly outcomeDetail: string;
  readonly outcomeDetailMessage: string;
  readonly detailData?: string;
  /** Manifest id of the object concerned; only within an object group. */
  readonly objectReference?: string;
}

export interface ReplyObject {
  readonly kind: 'binary' | 'physical';
  readonly id: string;
  readonly systemId: string;
  readonly version: string;
}

export interface ReplyGroup {
  readonly id: string;
  readonly systemId: string;
  readonly objects: readonly ReplyObject[];
  readonly events: readonly ReplyEvent[];
}

export interface ReplyUnit {
  readonly id: string;
  readonly systemId: string;
  /** Absent: no Management element. */
  readonly events?: readonly ReplyEvent[];
}

/** What an ArchiveTransferReply says (spec ingest.md 16.3); groups and units go by one at a time. */
export interface Reply {
  readonly version: SedaVersion;
  /** ISO date-time with offset. */
  readonly date: string;
  readonly messageIdentifier: string;
  readonly comment?: string;
  readonly archivalAgreement?: string;
  /**
   * Texts of ReplyCodeListVersion, MessageDigestAlgorithmCodeListVersion, FileFormatCodeListVersion. Those of which the
   * manifest says nothing are left out: the schema takes no empty code, so
   * that the empty elements of spec ingest.md 16.3 would make the reply invalid.
   */
  readonly codeListVersions: Readonly<Record<string, string>>;
  readonly groups: Iterable<ReplyGroup> | AsyncIterable<ReplyGroup>;
  readonly units: Iterable<ReplyUnit> | AsyncIterable<ReplyUnit>;
  readonly archivalProfile?: string;
  readonly replyCode: string;
  readonly events: readonly ReplyEvent[];
  /** MessageIdentifier of the manifest; empty when it was not read. */
  readonly messageRequestIdentifier: string;
  readonly grantDate?: string;
  readonly archivalAgency?: string;
  readonly transferringAgency?: string;
}

const CODE_LISTS = [
  'ReplyCodeListVersion',
  'MessageDigestAlgorithmCodeListVersion',
  'FileFormatCodeListVersion',
] as const;

/** Pieces of the text are about this long. */
const PIECE = 1 << 16;

/** Writes an ArchiveTransferReply piece by piece, in bounded memory. The order of elements is that of the schema. */
export async function* writeArchiveTransferReply(reply: Reply): AsyncGenerator<string> {
  let text = opening('ArchiveTransferReply', reply.version);
  text += optional('Comment', reply.comment);
  text += element('Date', reply.date) + element('MessageIdentifier', reply.messageIdentifier);
  text += optional('ArchivalAgreement', reply.archivalAgreement);
  text += `<CodeListVersions>${CODE_LISTS.map((name) => codeList(name, reply.codeListVersions[name])).join('')}</CodeListVersions>`;
  text += '<DataObjectPackage>';
  for await (const group of reply.groups) {
    text += groupText(group);
    if (text.length > PIECE) {
      yield text;
      text = '';
    }
  }
  text += '<DescriptiveMetadata>';
  for await (const unit of reply.units) {
    text += unitText(unit);
    if (text.length > PIECE) {
      yield text;
      text = '';
    }
  }
  text += `</DescriptiveMetadata><ManagementMetadata>${optional('ArchivalProfile', reply.archivalProfile)}</ManagementMetadata></DataObjectPackage>`;
  text += element('ReplyCode', reply.replyCode);
  if (reply.events.length > 0) text += `<Operation>${reply.events.map(eventText).join('')}</Operation>`;
  text += element('MessageRequestIdentifier', reply.messageRequestIdentifier);
  text += optional('GrantDate', reply.grantDate);
  text +=
    agency('ArchivalAgency', reply.archivalAgency) + agency('TransferringAgency', reply.transferringAgency);
  yield `${text}</ArchiveTransferReply>`;
}

function codeList(name: string, version: string | undefined): string {
  return version ? element(name, version) : '';
}

function groupText({ id, systemId, objects, events }: ReplyGroup): string {
  const logBook = events.length > 0 ? `<LogBook>${events.map(eventText).join('')}</LogBook>` : '';
  const inside = objects.map((object) => objectText(object, systemId)).join('') + logBook;
  return `<DataObjectGroup${attributeText('id', id)}>${inside}</DataObjectGroup>`;
}

function objectText({ kind, id, systemId, version }: ReplyObject, group: string): string {
  const name = kind === 'binary' ? 'BinaryDataObject' : 'PhysicalDataObject';
  const inside =
    element('DataObjectSystemId', systemId) +
    element('DataObjectGroupSystemId', group) +
    element('DataObjectVersion', version);
  return `<${name}${attributeText('id', id)}>${inside}</${name}>`;
}

function unitText({ id, systemId, events }: ReplyUnit): string {
  const logBook = events?.length ? `<LogBook>${events.map(eventText).join('')}</LogBook>` : '';
  const management = events === undefined ? '' : `<Management>${logBook}</Management>`;
  return `<ArchiveUnit${attributeText('id', id)}>${management}<Content>${element('SystemId', systemId)}</Content></ArchiveUnit>`;
}

function eventText(event: ReplyEvent): string {
  const inside =
    element('EventTypeCode', event.typeCode) +
    element('EventType', event.type) +
    element('EventDateTime', event.dateTime) +
    element('Outcome', event.outcome) +
    element('OutcomeDetail', event.outcomeDetail) +
    element('OutcomeDetailMessage', event.outcomeDetailMessage) +
    optional('EventDetailData', event.detailData) +
    optional('DataObjectReferenceId', event.objectReference);
  return `<Event>${inside}</Event>`;
}
