import { Type } from 'typebox';
import {
  and,
  eq,
  QueryRefused,
  referentialCollection,
  selectSingle,
  UNITS,
  type Vocabulary,
} from '../catalogue/index.ts';
import { orNull, type Platform, type TenantId, Text, type Told, type Tx } from '../platform/index.ts';
import { addedUnitNames, unitSchemaOf } from '../referentials/index.ts';
import { type CriterionType, isCriterionType, MANNERS, MANNERS_OF } from './unit-criteria.ts';

/** What the criteria of a search can be about: fields of units, rules of a category. */

export const UnitField = Type.Object(
  {
    field: Type.String({ description: 'In the names of the query language.' }),
    name: orNull(Text, 'As the vocabulary calls it; null when it has only its own name.'),
    type: Type.Enum(Object.keys(MANNERS_OF) as CriterionType[]),
    manners: Type.Array(Type.Enum([...MANNERS])),
  },
  { title: 'UnitField', description: 'A field that a criterion can be about.' },
);
export type UnitField = Told<typeof UnitField>;

/** Technical names that no schema tells and that people look for. */
const COMPUTED = [
  ...['#elimination.OperationId', '#elimination.GlobalStatus'],
  ...['#computedInheritedRules.NeedAuthorization', '#computedInheritedRules.indexationDate'],
  ...['Title_.fr', 'Description_.fr', 'Title_.en', 'Description_.en'],
];

export async function unitFields(
  house: Pick<Platform, 'database'>,
  tenant: TenantId,
  vocabulary: Vocabulary,
): Promise<UnitField[]> {
  const schema = (await unitSchemaOf(house, tenant)).map(({ ApiPath, FieldName, ShortName }) => ({
    name: String(ApiPath),
    shortName: ShortName === FieldName ? null : String(ShortName),
  }));
  const named = [
    ...schema,
    ...(await addedUnitNames(house)),
    ...COMPUTED.map((name) => ({ name, shortName: null })),
  ];
  const fields = named.flatMap(({ name, shortName }): UnitField[] => {
    const type = typeOf(name, vocabulary);
    return type === undefined || !isCriterionType(type)
      ? []
      : [{ field: name, name: shortName, type, manners: MANNERS_OF[type] }];
  });
  return [...new Map(fields.map((each) => [each.field, each])).values()];
}

/** Undefined for what the query language does not see. */
function typeOf(name: string, vocabulary: Vocabulary): string | undefined {
  try {
    const found = UNITS.field(name, vocabulary);
    return found.source === 'invisible' ? undefined : found.type;
  } catch (error) {
    if (error instanceof QueryRefused) return undefined;
    throw error;
  }
}

const RULES = referentialCollection('rule');
/** More are not offered: they are typed. */
const MOST_RULES = 2_000;

export const RuleChoice = Type.Object({ rule: Text, name: Text }, { title: 'RuleChoice' });
export type RuleChoice = Told<typeof RuleChoice>;

/** Rules of a category, by their identifiers. */
export async function rulesOfCategory(tx: Tx, tenant: TenantId, category: string): Promise<RuleChoice[]> {
  const found = await selectSingle(
    tx,
    { tenant, collection: RULES },
    {
      query: and(eq('RuleType', category)),
      filter: {
        offset: 0,
        limit: MOST_RULES,
        statedLimit: MOST_RULES,
        order: [{ field: 'RuleId', descending: false }],
      },
      projection: ['RuleId', 'RuleValue'],
      context: {},
    },
  );
  return found.results.map(({ RuleId, RuleValue }) => ({ rule: String(RuleId), name: String(RuleValue) }));
}
