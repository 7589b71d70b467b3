import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import {
  and,
  eq,
  exists,
  isIn,
  isNotIn,
  match,
  missing,
  ne,
  or,
  pattern,
  type QueryNode,
  QueryRefused,
  UNITS,
  type Vocabulary,
  within,
} from '../catalogue/index.ts';
import { RULE_CATEGORIES } from '../catalogue/rules/index.ts';
import { storable } from './storable.ts';

/**
 * The advanced criteria of a search: on any field of a unit, and on the rules of a category (spec frontoffice.md
 * B.13.3). All must hold; of several values of one criterion any.
 */

/** What a criterion says of its field; which of them a field takes depends on its type. */
export const MANNERS = ['is', 'isNot', 'words', 'phrase', 'begins', 'between', 'present', 'absent'] as const;
export type Manner = (typeof MANNERS)[number];

/** Manners by type of field, the most usual first. */
export const MANNERS_OF = {
  text: ['words', 'phrase', 'present', 'absent'],
  keyword: ['is', 'isNot', 'begins', 'present', 'absent'],
  date: ['between', 'present', 'absent'],
  long: ['is', 'isNot', 'between', 'present', 'absent'],
  double: ['is', 'isNot', 'between', 'present', 'absent'],
  boolean: ['is', 'present', 'absent'],
} as const satisfies Readonly<Record<string, readonly Manner[]>>;
export type CriterionType = keyof typeof MANNERS_OF;

/** Nothing can be asked of fields of other types. */
export const isCriterionType = (type: string): type is CriterionType => Object.hasOwn(MANNERS_OF, type);

/** Where the rules of a unit come from; `waiting`: its inherited rules are not computed, or no more valid. */
export const ORIGINS = ['local', 'inherited', 'none', 'waiting'] as const;

const MOST = 20;
/** As many as an address carries: identifiers of units that were chosen one by one are among them. */
const MOST_VALUES = 200;
const LONGEST = 16_000;
const Text = Type.String({ minLength: 1, maxLength: 500 });
const Texts = Type.Array(Text, { minItems: 1, maxItems: MOST_VALUES });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

const FieldCriterion = Type.Object(
  {
    field: Text,
    is: Type.Enum([...MANNERS]),
    values: Type.Optional(Texts),
    from: Type.Optional(Text),
    to: Type.Optional(Text),
  },
  { additionalProperties: false },
);

const RuleCriterion = Type.Object(
  {
    category: Type.Enum([...RULE_CATEGORIES]),
    /** Rules that the unit has, of its own or from above. */
    rules: Type.Optional(Texts),
    /** The latest end of its rules lies between these days. */
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    origins: Type.Optional(Type.Array(Type.Enum([...ORIGINS]), { minItems: 1, maxItems: ORIGINS.length })),
    /** `Keep`, `Destroy`…; `Conflict`: its ancestors want both. */
    finalActions: Type.Optional(Texts),
  },
  { additionalProperties: false },
);

const Criteria = Type.Array(Type.Union([FieldCriterion, RuleCriterion]), { maxItems: MOST });
export type FieldCriterion = Static<typeof FieldCriterion>;
export type RuleCriterion = Static<typeof RuleCriterion>;
export type Criterion = FieldCriterion | RuleCriterion;

/** As the own door takes them: JSON in one parameter. */
export const CriteriaText = Type.String({
  maxLength: LONGEST,
  description: `JSON: a list of { field, is, values | from, to } (is: ${MANNERS.join(', ')}) and of { category, rules, from, to, origins, finalActions }.`,
});

/** @throws QueryRefused for what is no list of criteria */
export function readCriteria(text: string): readonly Criterion[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new QueryRefused('Les critères (criteria) ne sont pas en JSON.');
  }
  if (!Check(Criteria, read))
    throw new QueryRefused(
      `Un critère a la forme { field, is, values } ou { category, rules, from, to, origins, finalActions } ; ${MOST} critères au plus.`,
    );
  return read;
}

/** @throws QueryRefused for an unknown name, or a manner that the type of the field does not have */
export function criterionNode(criterion: Criterion, vocabulary: Vocabulary): QueryNode {
  return 'category' in criterion ? ruleNode(criterion) : fieldNode(criterion, vocabulary);
}

function fieldNode({ field, is, values, from, to }: FieldCriterion, vocabulary: Vocabulary): QueryNode {
  const found = UNITS.field(field, vocabulary);
  const type = found.source === 'invisible' ? 'object' : found.type;
  const manners: readonly Manner[] = isCriterionType(type) ? MANNERS_OF[type] : [];
  if (!manners.includes(is))
    throw new QueryRefused(`Le champ ${field} (${type}) ne se cherche pas ainsi : ${is}.`);
  switch (is) {
    case 'present':
      return exists(field);
    case 'absent':
      return missing(field);
    case 'between':
      return and(...bounds(field, from, to));
    case 'is':
      return isIn(field, given(field, values));
    case 'isNot':
      return isNotIn(field, given(field, values));
    case 'words':
      return or(...given(field, values).map((text) => match(field, text, 'all')));
    case 'phrase':
      return or(...given(field, values).map((text) => match(field, text, 'phrase')));
    case 'begins':
      return or(
        ...given(field, values).map((text) =>
          pattern('wildcard', field, `${text.replace(/[\\*?]/g, '\\$&')}*`),
        ),
      );
  }
}

function given(field: string, values: readonly string[] | undefined): string[] {
  if (values === undefined) throw new QueryRefused(`Le critère sur ${field} n’a pas de valeur.`);
  return values.map(storable);
}

function bounds(field: string, from: string | undefined, to: string | undefined): QueryNode[] {
  if (from === undefined && to === undefined)
    throw new QueryRefused(`Le critère sur ${field} n’a ni début ni fin.`);
  return [
    ...(from === undefined ? [] : [within(field, { gte: from })]),
    ...(to === undefined ? [] : [within(field, { lte: to })]),
  ];
}

/**
 * On the computed rules, whose index answers; what a unit declares itself is true whether they are computed or not
 * (spec rules.md 6, 8).
 */
function ruleNode({ category, rules, from, to, origins, finalActions }: RuleCriterion): QueryNode {
  const computed = `#computedInheritedRules.${category}`;
  const own = `#management.${category}`;
  const nodes: QueryNode[] = [];
  if (rules !== undefined) {
    const wanted = rules.map(storable);
    nodes.push(
      or(
        isIn(`${own}.Rules.Rule`, wanted),
        isIn(`${computed}.InheritedRuleIds`, wanted),
        isIn(`${computed}.Rules.Rule`, wanted),
      ),
    );
  }
  if (from !== undefined || to !== undefined) nodes.push(...bounds(`${computed}.MaxEndDate`, from, to));
  if (origins !== undefined) nodes.push(or(...origins.map((origin) => originNode(origin, computed, own))));
  if (finalActions !== undefined)
    nodes.push(or(...finalActions.map((action) => fateNode(storable(action), computed, own))));
  if (nodes.length === 0)
    throw new QueryRefused(`Le critère sur les règles (${category}) ne dit rien : ajoutez une condition.`);
  return and(...nodes);
}

function originNode(origin: (typeof ORIGINS)[number], computed: string, own: string): QueryNode {
  switch (origin) {
    case 'local':
      return exists(`${own}.Rules.Rule`);
    case 'inherited':
      return isIn(`${computed}.InheritanceOrigin`, ['Inherited', 'LocalAndInherited']);
    case 'none':
      return and(eq('#validComputedInheritedRules', true), missing(`${computed}.InheritanceOrigin`));
    case 'waiting':
      return ne('#validComputedInheritedRules', true);
  }
}

function fateNode(action: string, computed: string, own: string): QueryNode {
  if (action === 'Conflict')
    return and(eq(`${computed}.FinalAction`, 'Keep'), eq(`${computed}.FinalAction`, 'Destroy'));
  return or(eq(`${own}.FinalAction`, action), eq(`${computed}.FinalAction`, action));
}
