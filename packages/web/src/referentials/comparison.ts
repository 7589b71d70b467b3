import { membersOf, type ReferentialView, type ValueForm } from './kinds.ts';

/** Two records of a referential side by side. Pure. */

type Recorded = Readonly<Record<string, unknown>>;

export interface Compared {
  readonly member: string;
  readonly form: ValueForm;
  readonly isSame: boolean;
  /** Of lists: what stands in one of them alone, and how many values both have. */
  readonly lists?: {
    readonly one: readonly string[];
    readonly other: readonly string[];
    readonly both: number;
  };
}

/** Members that tell two records apart by what they are, not by what they say. */
const OWN = ['CreationDate', 'LastUpdate', 'ActivationDate', 'DeactivationDate', 'UpdateDate', 'CreatedDate'];

export function comparisonOf(view: ReferentialView, one: Recorded, other: Recorded): Compared[] {
  const members = new Map<string, ValueForm>([
    [view.name, 'text'],
    ...membersOf(view, one),
    ...membersOf(view, other),
  ]);
  return [...members].flatMap(([member, form]) => {
    const [a, b] = [one[member], other[member]];
    if (OWN.includes(member) || (isNothing(a) && isNothing(b))) return [];
    if ((isTexts(a) && (isTexts(b) || isNothing(b))) || (isTexts(b) && isNothing(a))) {
      const lists = listsOf((a ?? []) as readonly string[], (b ?? []) as readonly string[]);
      return [{ member, form, lists, isSame: lists.one.length + lists.other.length === 0 }];
    }
    return [{ member, form, isSame: canonical(a) === canonical(b) && sameUnit(member, one, other) }];
  });
}

function listsOf(one: readonly string[], other: readonly string[]) {
  return {
    one: one.filter((each) => !other.includes(each)),
    other: other.filter((each) => !one.includes(each)),
    both: one.filter((each) => other.includes(each)).length,
  };
}

/** A duration is its number and its unit. */
const sameUnit = (member: string, one: Recorded, other: Recorded) =>
  member !== 'RuleDuration' || one.RuleMeasurement === other.RuleMeasurement;

const isNothing = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** As text, whatever the order of members. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
