import { any, element as el, many, sequence } from '../particles.ts';
import { ANY_URI, allowed, type ComplexType, complex, ID } from '../types.ts';
import type { Has } from './edition.ts';
import { IDENTIFIER, opt, XML_ID } from './values.ts';

/* What holds metadata of others (spec seda.md 3). */

export function openType({ compatible }: Has): ComplexType {
  return complex('OpenType', many(any(compatible ? 'any' : 'other')), {
    attributes: { 'xml:id': allowed(ID), 'xlink:href': allowed(ANY_URI) },
    free: true,
  });
}

export function organizationType(open: ComplexType): ComplexType {
  return complex(
    'OrganizationWithIdType',
    sequence(el('Identifier', IDENTIFIER), opt('OrganizationDescriptiveMetadata', open)),
    {
      attributes: XML_ID,
    },
  );
}
