import { type TransferModel, transferModel } from '../model.ts';
import type { ElementDeclaration, Particle } from '../particles.ts';
import type { DataObjectRecord, ExternalEvent, JsonObject, ObjectReference } from '../records.ts';
import type { ComplexType, ElementType } from '../types.ts';
import { namespaceOf } from '../versions.ts';
import { declarationsOf } from './generate.ts';
import type { Records } from './records-of.ts';
import type { XmlElement } from './xml-tree.ts';

/** The reader's inverse: a manifest that says what the records say, as far as they keep it (spec seda.md 9). */
export function manifestOf(records: Records): XmlElement {
  const { header } = records;
  const model = transferModel({ version: header.version, mode: 'strict' });
  const root = element('ArchiveTransfer', model.root, {
    Comment: header.comments,
    Date: header.date,
    MessageIdentifier: header.messageIdentifier,
    ArchivalAgreement: header.archivalAgreement,
    CodeListVersions: header.codeListVersions,
    ArchivalAgency: { Identifier: header.archivalAgency },
    TransferringAgency: { Identifier: header.transferringAgency },
  });
  root.attributes = {
    xmlns: namespaceOf(header.version),
    'xmlns:other': 'urn:example:other',
    'xml:id': 'only',
  };
  const at = root.children.findIndex(
    (child) => typeof child === 'object' && 'name' in child && child.name === 'CodeListVersions',
  );
  root.children.splice(at + 1, 0, packageOf(records, model));
  return root;
}

function packageOf({ header, groups, objects, units, links }: Records, model: TransferModel): XmlElement {
  const { management, ...rest } = header;
  const described = element('ManagementMetadata', model.managementMetadata, {
    ArchivalProfile: rest.archivalProfile,
    ServiceLevel: rest.serviceLevel,
    AcquisitionInformation: rest.acquisitionInformation,
    LegalStatus: rest.legalStatus,
    OriginatingAgencyIdentifier: rest.originatingAgency,
    SubmissionAgencyIdentifier: rest.submissionAgency,
    ...management,
  });
  const grouped = groups.map(({ id, events }) =>
    of('DataObjectGroup', { id }, [
      ...objects
        .filter(({ enclosingGroupId }) => enclosingGroupId === id)
        .map((object) => objectOf(object, model)),
      ...element('DataObjectGroup', model.objectGroup, { LogBook: logBook(events) }).children,
    ]),
  );
  const loose = objects.filter(({ enclosingGroupId }) => enclosingGroupId === undefined);
  const nested = (parent: string | undefined): XmlElement[] =>
    [...units, ...links]
      .filter(({ enclosingUnitId }) => enclosingUnitId === parent)
      .sort((a, b) => a.order - b.order)
      .map((record) => {
        if ('targetId' in record)
          return of('ArchiveUnit', { id: record.id }, [of('ArchiveUnitRefId', {}, [record.targetId])]);
        const { id, profile, events, references } = record;
        const own = element('ArchiveUnit', model.unit, {
          ArchiveUnitProfile: profile,
          Management: some({ ...record.management, LogBook: logBook(events) }),
          Content: record.content,
          DataObjectReference: references.map(referenceOf),
        });
        return of('ArchiveUnit', { id }, [...own.children, ...nested(id)]);
      });
  return of('DataObjectPackage', {}, [
    ...grouped,
    ...loose.map((object) => objectOf(object, model)),
    of('DescriptiveMetadata', {}, nested(undefined)),
    described,
  ]);
}

function objectOf(record: DataObjectRecord, model: TransferModel): XmlElement {
  const [name, type] =
    record.kind === 'binary'
      ? (['BinaryDataObject', model.binaryObject] as const)
      : (['PhysicalDataObject', model.physicalObject] as const);
  const { digest } = record;
  const made = element(name, type, {
    DataObjectGroupId: record.dataObjectGroupId,
    DataObjectGroupReferenceId: record.dataObjectGroupReferenceId,
    DataObjectVersion: record.version,
    Uri: record.uri,
    MessageDigest: digest && { MessageDigest: digest.value, Algorithm: digest.algorithm },
    Size: record.size,
    PhysicalId: record.physicalId,
    ...record.document,
  });
  made.attributes.id = record.id;
  return made;
}

function referenceOf(reference: ObjectReference): JsonObject {
  return reference.kind === 'group'
    ? { DataObjectGroupReferenceId: reference.id }
    : { DataObjectReferenceId: reference.id };
}

const logBook = (events: readonly ExternalEvent[]) => (events.length > 0 ? { Event: events } : undefined);
const some = (value: JsonObject) =>
  Object.values(value).some((each) => each !== undefined) ? value : undefined;
const of = (
  name: string,
  attributes: XmlElement['attributes'],
  children: XmlElement['children'],
): XmlElement => ({ name, attributes, children });

function element(name: string, type: ElementType, value: unknown): XmlElement {
  // An empty text is no value, whatever its attributes: those that must be there are made up.
  if (type.kind === 'text' && value === undefined)
    return of(name, Object.fromEntries(type.requiredAttributes.map((each) => [each, 'none'])), []);
  if (type.kind === 'text') return textElement(name, value);
  const members = (value ?? {}) as JsonObject;
  const { particle, isAnyOrder } = type.content;
  const inAnyOrder = () =>
    declarationsOf(particle).flatMap((declaration) => elementsFor(declaration, members, false));
  const inOrder = () => (type.own ? ruleChildren(type, members) : childrenOf(particle, members, true));
  const children = isAnyOrder ? inAnyOrder() : inOrder();
  return of(name, {}, [...children, ...(type.free ? freeChildren(type, members) : [])]);
}

/** Elements of the members that a particle declares; one that must be there is, though its value was nothing. */
function childrenOf(particle: Particle, members: JsonObject, isRequired: boolean): XmlElement[] {
  switch (particle.kind) {
    case 'any':
      return [];
    case 'sequence':
      return particle.particles.flatMap((each) => childrenOf(each, members, isRequired));
    case 'choice': {
      const said = particle.particles.find((each) => childrenOf(each, members, false).length > 0);
      const chosen = said ?? (isRequired ? particle.particles[0] : undefined);
      return chosen ? childrenOf(chosen, members, true) : [];
    }
    case 'repeat': {
      const isThere = !particle.optional || childrenOf(particle.particle, members, false).length > 0;
      return isThere ? childrenOf(particle.particle, members, isRequired || particle.optional) : [];
    }
    case 'element':
      return elementsFor(particle.declaration, members, isRequired);
  }
}

function elementsFor(
  declaration: ElementDeclaration,
  members: JsonObject,
  isRequired: boolean,
): XmlElement[] {
  const { name, as, placement } = declaration;
  const values = valuesOf(members, as, placement);
  if (values.length === 0 && isRequired && placement !== 'drop')
    return [element(name, declaration.type(), undefined)];
  return values.map((value) => element(name, declaration.type(), value));
}

function valuesOf(members: JsonObject, as: string, placement: ElementDeclaration['placement']): unknown[] {
  const value = members[as];
  if (placement === 'drop') return [];
  if (placement === 'localised') {
    const byLanguage = Object.entries((members[`${as}_`] ?? {}) as Record<string, string>);
    return [value ?? [], ...byLanguage.map(([lang, text]) => ({ lang, text }))].flat();
  }
  if (placement === 'list') return (value ?? []) as unknown[];
  return value === undefined ? [] : [value];
}

/** Pairs of Rule and what follows it, then inheritance and the rest in the order of the model. */
function ruleChildren(type: ComplexType, { Rules, Inheritance, ...rest }: JsonObject): XmlElement[] {
  const declared = declarationsOf(type.content.particle);
  const inOrder = (members: JsonObject) =>
    declared.flatMap(({ name, type: typeOf }) =>
      members[name] === undefined
        ? []
        : [members[name]].flat().map((value) => element(name, typeOf(), value)),
    );
  const { PreventInheritance, PreventRulesId } = (Inheritance ?? {}) as JsonObject;
  const inherited =
    PreventInheritance === undefined ? { RefNonRuleId: PreventRulesId } : { PreventInheritance };
  return [...((Rules ?? []) as JsonObject[]).flatMap(inOrder), ...inOrder({ ...rest, ...inherited })];
}

function freeChildren(type: ComplexType, members: JsonObject): XmlElement[] {
  const declared = new Set(
    declarationsOf(type.content.particle).flatMap(({ as, placement }) =>
      placement === 'localised' ? [as, `${as}_`] : [as],
    ),
  );
  return Object.entries(members)
    .filter(([name]) => !declared.has(name))
    .flatMap(([name, values]) => (values as unknown[]).map((value) => freeElement(name, value)));
}

function freeElement(name: string, value: unknown): XmlElement {
  if (typeof value === 'string') return of(`other:${name}`, {}, [value]);
  const inside = Object.entries((value ?? {}) as JsonObject).flatMap(([member, values]) =>
    (values as unknown[]).map((each) => freeElement(member, each)),
  );
  return of(`other:${name}`, {}, inside);
}

/** Values that a text makes with its attributes, taken apart again. */
function textElement(name: string, value: unknown): XmlElement {
  if (typeof value !== 'object' || value === null) return of(name, {}, [String(value)]);
  const parts = value as JsonObject;
  if ('text' in parts)
    return of(name, parts.lang === undefined ? {} : { 'xml:lang': parts.lang as string }, [
      parts.text as string,
    ]);
  if ('MessageDigest' in parts)
    return of(name, { algorithm: parts.Algorithm as string }, [parts.MessageDigest as string]);
  if ('dValue' in parts) return of(name, { unit: parts.unit as string }, [String(parts.dValue)]);
  const { Value, ...attributes } = parts;
  const written = Object.entries(attributes).map(([key, text]) => [
    key.charAt(0).toLowerCase() + key.slice(1),
    text,
  ]);
  return of(name, Object.fromEntries(written), [Value as string]);
}
