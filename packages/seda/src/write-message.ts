import { type TransferModel, transferModel } from './model.ts';
import type { JsonObject, SedaVersion } from './records.ts';
import { childOf, FREE_NAMESPACE, FREE_PREFIX, valueXml } from './write-value.ts';
import { agency, attributeText, element, opening, optional, wrapped } from './xml-text.ts';

/** An object as stored (spec seda.md 8.2): DataObjectVersion, Uri, MessageDigest, Algorithm, Size, PhysicalId… */
export interface WrittenObject {
  readonly kind: 'binary' | 'physical';
  readonly id: string;
  readonly document: JsonObject;
}

export interface WrittenGroup {
  readonly id: string;
  readonly objects: readonly WrittenObject[];
  /** Members of spec seda.md 7.7. */
  readonly events: readonly JsonObject[];
}

export interface WrittenUnit {
  readonly id: string;
  readonly profile?: string;
  /** `_mgt` (spec seda.md 7.4); computed end dates are left out. */
  readonly management: JsonObject;
  /** Descriptive members (spec seda.md 7.3); inner references must name identifiers of the same message. */
  readonly content: JsonObject;
  readonly events: readonly JsonObject[];
  /** Its children, each as an ArchiveUnit of its own that refers to it. */
  readonly links: readonly { readonly id: string; readonly targetId: string }[];
  readonly groupId?: string;
}

type Stream<T> = Iterable<T> | AsyncIterable<T>;

interface Message {
  readonly version: SedaVersion;
  readonly comments: readonly string[];
  /** ISO date-time. */
  readonly date: string;
  readonly messageIdentifier: string;
  readonly archivalAgreement?: string;
  /** Text of each, by element name. */
  readonly codeListVersions: Readonly<Record<string, string>>;
  readonly groups: Stream<WrittenGroup>;
  readonly units: Stream<WrittenUnit>;
  /** Members of ManagementMetadata by element name. */
  readonly managementMetadata: JsonObject;
  readonly archivalAgency: string;
}

/** A package given to whoever asked for it (spec seda.md 2, operations.md 3.3). */
export interface DeliveryReply extends Message {
  readonly kind: 'ArchiveDeliveryRequestReply';
  readonly messageRequestIdentifier: string;
  readonly authorizationRequestReplyIdentifier?: string;
  readonly unitIdentifiers: readonly string[];
  readonly requester: string;
}

/** A package sent to another archive (spec operations.md 4). */
export interface Transfer extends Message {
  readonly kind: 'ArchiveTransfer';
  readonly relatedTransferReferences: readonly string[];
  readonly transferRequestReplyIdentifier?: string;
  readonly transferringAgency: string;
}

/** Pieces of the text are about this long. */
const PIECE = 1 << 16;

/**
 * Writes a message with its package piece by piece, in bounded memory: groups, then units as a flat list. What came by
 * the official schema of a version is valid against it again; free metadata are written where the compatible
 * mode reads them, since the official schemas have no place for them.
 * @throws NoPlace when a member has no place in the version
 */
export async function* writeMessage(message: DeliveryReply | Transfer): AsyncGenerator<string> {
  const { kind, version } = message;
  const model = transferModel({ version, mode: 'compatible' });
  let text = opening(kind, version, ` xmlns:${FREE_PREFIX}="${FREE_NAMESPACE}"`) + headerXml(message, model);
  text += '<DataObjectPackage>';
  for await (const group of message.groups) {
    text += groupXml(group, model);
    if (text.length > PIECE) {
      yield text;
      text = '';
    }
  }
  text += '<DescriptiveMetadata>';
  for await (const unit of message.units) {
    text += unitXml(unit, model);
    if (text.length > PIECE) {
      yield text;
      text = '';
    }
  }
  text += '</DescriptiveMetadata>';
  text += valueXml('ManagementMetadata', model.managementMetadata, message.managementMetadata);
  yield `${text}</DataObjectPackage>${footerXml(message)}</${kind}>`;
}

function headerXml(message: Message, { root }: TransferModel): string {
  return (
    message.comments.map((comment) => element('Comment', comment)).join('') +
    element('Date', message.date) +
    element('MessageIdentifier', message.messageIdentifier) +
    optional('ArchivalAgreement', message.archivalAgreement) +
    valueXml('CodeListVersions', childOf(root, 'CodeListVersions').type(), message.codeListVersions)
  );
}

function footerXml(message: DeliveryReply | Transfer): string {
  if (message.kind === 'ArchiveTransfer')
    return (
      message.relatedTransferReferences.map((each) => element('RelatedTransferReference', each)).join('') +
      optional('TransferRequestReplyIdentifier', message.transferRequestReplyIdentifier) +
      agency('ArchivalAgency', message.archivalAgency) +
      agency('TransferringAgency', message.transferringAgency)
    );
  return (
    element('MessageRequestIdentifier', message.messageRequestIdentifier) +
    optional('AuthorizationRequestReplyIdentifier', message.authorizationRequestReplyIdentifier) +
    message.unitIdentifiers.map((each) => element('UnitIdentifier', each)).join('') +
    agency('ArchivalAgency', message.archivalAgency) +
    agency('Requester', message.requester)
  );
}

function groupXml({ id, objects, events }: WrittenGroup, model: TransferModel): string {
  const inside = objects.map((object) => objectXml(object, model)).join('');
  const { type } = childOf(model.objectGroup, 'LogBook');
  const logBook = events.length > 0 ? valueXml('LogBook', type(), { Event: events }) : '';
  return wrapped('DataObjectGroup', inside + logBook, attributeText('id', id));
}

function objectXml({ kind, id, document }: WrittenObject, model: TransferModel): string {
  const { MessageDigest, Algorithm, Size, ...members } = document;
  const value = {
    ...members,
    ...(MessageDigest === undefined ? {} : { MessageDigest: { MessageDigest, Algorithm } }),
    // The standard knows no empty object: its size must be positive, and is left out.
    ...(Size === undefined || Size === 0 ? {} : { Size }),
  };
  return kind === 'binary'
    ? valueXml('BinaryDataObject', model.binaryObject, value, attributeText('id', id))
    : valueXml('PhysicalDataObject', model.physicalObject, value, attributeText('id', id));
}

function unitXml(unit: WrittenUnit, { unit: type }: TransferModel): string {
  const { id, profile, events, links, groupId } = unit;
  const management = events.length > 0 ? { ...unit.management, LogBook: { Event: events } } : unit.management;
  const child = (name: string, value: unknown) => valueXml(name, childOf(type, name).type(), value);
  const inside =
    (profile === undefined ? '' : child('ArchiveUnitProfile', profile)) +
    (Object.keys(management).length > 0 ? child('Management', management) : '') +
    child('Content', unit.content) +
    links.map((link) => linkXml(link)).join('') +
    (groupId === undefined ? '' : child('DataObjectReference', { DataObjectGroupReferenceId: groupId }));
  return wrapped('ArchiveUnit', inside, attributeText('id', id));
}

function linkXml({ id, targetId }: WrittenUnit['links'][number]): string {
  return wrapped('ArchiveUnit', element('ArchiveUnitRefId', targetId), attributeText('id', id));
}
