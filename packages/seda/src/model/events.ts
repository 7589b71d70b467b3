import { element as el, many, optional, type Particle, sequence } from '../particles.ts';
import { type ComplexType, complex, type ElementType } from '../types.ts';
import type { Has } from './edition.ts';
import { ANY_DAY, LOCAL_TEXT, NON_EMPTY, opt } from './values.ts';

/* Events, members of spec seda.md 7.7 (spec seda.md 5.7). */

const EVENT_MEMBERS: readonly [string, string, ElementType][] = [
  ['EventIdentifier', 'evId', NON_EMPTY],
  ['EventTypeCode', 'evTypeProc', NON_EMPTY],
  ['EventType', 'evType', NON_EMPTY],
];
const EVENT_TAIL: readonly [string, string, ElementType][] = [
  ['EventDetail', 'evTypeDetail', LOCAL_TEXT],
  ['Outcome', 'outcome', NON_EMPTY],
  ['OutcomeDetail', 'outDetail', NON_EMPTY],
  ['OutcomeDetailMessage', 'outMessg', NON_EMPTY],
  ['EventDetailData', 'evDetData', NON_EMPTY],
];
const LINKING_AGENT = complex(
  'LinkingAgentIdentifierType',
  sequence(
    opt('LinkingAgentIdentifierType', NON_EMPTY),
    opt('LinkingAgentIdentifierValue', NON_EMPTY),
    opt('LinkingAgentRole', NON_EMPTY),
  ),
);

/** Spec seda.md 5.7, members of 7.7; what is unknown is not kept. */
export function eventParticles(has: Has): (Particle | undefined)[] {
  const linking = el('LinkingAgentIdentifier', LINKING_AGENT, 'list', 'linkingAgentIdentifier');
  return [
    ...EVENT_MEMBERS.map(([name, as, type]) => opt(name, type, 'member', as)),
    el('EventDateTime', ANY_DAY, 'member', 'evDateTime'),
    ...EVENT_TAIL.map(([name, as, type]) => opt(name, type, 'member', as)),
    has.when(has.v22, has.compatible ? many(linking) : optional(linking)),
    has.extension(),
  ];
}

export function eventType(has: Has): ComplexType {
  return complex('EventType', sequence(...eventParticles(has)));
}
