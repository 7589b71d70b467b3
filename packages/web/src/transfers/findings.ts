import type {
  Advices,
  OperationDetail,
  Status,
  TransferDetail,
  TransferEvent,
  TransferStep,
} from '../api/types.ts';
import { labelled, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** Something that a transfer's controls found, in words. */
export interface Finding {
  /** What is wrong and what to do, as the service explains it. */
  readonly advice: Advices | undefined;
  readonly key: string;
  readonly outcome: Status;
  /** `outDetail` of the most precise event. */
  readonly code: string;
  readonly label: string;
  readonly step: string;
  /** What the control itself says of the place: element, line, file. */
  readonly said: readonly string[];
  /** Elements of the package by outcome, when the control looks at each. */
  readonly elements: Readonly<Record<string, number>>;
  /** The reply of the transfer says which elements. */
  readonly isOfElements: boolean;
}

/** Actions that look at each unit or at each group of objects. */
const OF_ELEMENTS = new Set([
  'CHECK_DIGEST',
  'CHECK_OBJECT_SIZE',
  'OG_OBJECTS_FORMAT_CHECK',
  'CHECK_OBJECT_GROUP_SCHEMA',
  'CHECK_UNIT_SCHEMA',
  'CHECK_ARCHIVE_UNIT_PROFILE',
  'CHECK_CLASSIFICATION_LEVEL',
  'UNITS_RULES_COMPUTE',
]);

const isFault = ({ outcome }: { outcome: Status }) => outcome === 'KO' || outcome === 'FATAL';
const deserves = (event: TransferEvent) => isFault(event) || event.outcome === 'WARNING';

/** Faults first, in the order in which they were met, then warnings. One action is one finding, told by its task. */
export function findingsOf({ steps }: Pick<TransferDetail, 'steps'>): Finding[] {
  const findings = steps.flatMap((step) => {
    const found = step.events.filter(deserves).map((event) => findingOf(event, step.label));
    // A step that failed without an action that tells why speaks for itself.
    const alone = found.length === 0 && step.outcome !== undefined && isFault({ outcome: step.outcome });
    return alone ? [findingOfStep(step, step.outcome as Status)] : found;
  });
  return [...findings.filter(isFault), ...findings.filter((finding) => !isFault(finding))];
}

/** As `findingsOf`, of any operation, whose steps are events like the others. */
export function findingsOfOperation({
  events,
  type,
  label,
  outcome,
  advice,
}: Pick<OperationDetail, 'events' | 'type' | 'label' | 'outcome' | 'advice'>): Finding[] {
  const found = events.flatMap((event) => {
    const under = event.tasks.filter(deserves);
    return (under.length > 0 ? under : [event].filter(deserves)).map((each) => findingOf(each, event.label));
  });
  // The last event repeats the outcome of all; an explained one says more than those that only name it.
  const told = [found.filter(({ advice: words }) => words), found.filter(({ key }) => key !== type), found];
  const findings = told.find(({ length }) => length > 0) ?? [];
  if (advice === undefined)
    return [...findings.filter(isFault), ...findings.filter((each) => !isFault(each))];
  const code = `${type}.${outcome}`;
  const whole = { key: type, outcome, code, label, step: label, said: [], elements: {}, isOfElements: false };
  const [first = whole, ...others] = findings;
  return [{ ...first, advice }, ...others];
}

function findingOf(event: TransferEvent, step: string): Finding {
  const precise = event.tasks.find(isFault) ?? event.tasks.find(deserves) ?? event;
  const { elements } = readMessage(event.message);
  return {
    advice: precise.advice,
    key: event.key,
    outcome: event.outcome,
    code: precise.code,
    label: event.label,
    step,
    said: [...new Set([...saidBy(event.detail), ...saidBy(precise.detail)])],
    elements,
    isOfElements: OF_ELEMENTS.has(event.key),
  };
}

function findingOfStep({ name, label, advice }: TransferStep, outcome: Status): Finding {
  return {
    advice,
    key: name,
    outcome,
    code: `${name}.${outcome}`,
    label,
    step: label,
    said: [],
    elements: {},
    isOfElements: false,
  };
}

/** Members of a detail that say where and what; the others repeat the manifest. */
const SAYING = ['evDetTechData', 'Error', 'error'];

/** A detail of the journal as sentences. */
export function saidBy(detail: string | null): string[] {
  const content = read(detail);
  if (typeof content === 'string') return [content];
  if (typeof content !== 'object' || content === null) return [];
  return SAYING.flatMap((name) => {
    const value = (content as Record<string, unknown>)[name];
    return value === undefined || value === null || value === '' ? [] : sentences(read(value));
  });
}

function sentences(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [translated(String(value))];
  return Object.entries(value).map(([name, each]) =>
    name === 'error' ? inWords(each) : labelled(wordOf(name), inWords(each)),
  );
}

/** Sentences of the controls that programs read as they are. */
const SENTENCES: readonly (readonly [RegExp, keyof typeof TEXTS.refusals.said])[] = [
  [/^error originating agency validation\["(.+)"\]$/, 'unknownAgency'],
  [/^Rule (\S+) does not exist$/, 'unknownRule'],
  [/^The profile (\S+) has no file$/, 'profileWithoutFile'],
  [/^(\S+) is no archive unit$/, 'noUnit'],
  [/^More than one file at the root of the package: (.+)$/, 'severalFiles'],
  [/^A folder other than content at the root of the package: (.+)$/, 'otherFolder'],
];

function translated(sentence: string): string {
  for (const [pattern, name] of SENTENCES) {
    const [, about] = pattern.exec(sentence) ?? [];
    if (about !== undefined) return TEXTS.refusals.said[name](about);
  }
  return sentence;
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${wordOf(name)} ${inWords(each)}`)
    .join(', ');
}

const wordOf = (name: string) => wordFor(TEXTS.refusals.members, name);

function read(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The sentence of an event, and the counts of elements that it ends with (`Detail=  OK:3 KO:1`). */
export function readMessage(message: string): { sentence: string; elements: Record<string, number> } {
  const [sentence = '', counts = ''] = message.split(/\s*Detail=\s*/);
  const found = [...counts.matchAll(/(OK|WARNING|KO|FATAL):(\d+)/g)];
  return {
    sentence,
    elements: Object.fromEntries(found.map(([, name = '', number]) => [name, Number(number)])),
  };
}
