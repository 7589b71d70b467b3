import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RuleCategory, RuleOrigin } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { archivalDate, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** The rules that hold for a unit, by category, with their dates, where they come from and by which ways. */
export function Rules({
  tenant,
  categories,
  isComputed,
}: {
  readonly tenant: string;
  readonly categories: readonly RuleCategory[];
  /** Searches see the inherited rules as they are computed; false: they do not yet, or no more. */
  readonly isComputed: boolean;
}) {
  return (
    <>
      {categories.length === 0 && <p className="quiet">{TEXTS.unit.noRules}</p>}
      {categories.map((category) => (
        <Category key={category.category} tenant={tenant} view={category} />
      ))}
      {!isComputed && <p className="quiet small rules-note">{TEXTS.unit.notComputed}</p>}
    </>
  );
}

function Category({ tenant, view }: { readonly tenant: string; readonly view: RuleCategory }) {
  const { category, rules, finalActions, properties, blocked, blockedRules } = view;
  const words = TEXTS.unit;
  return (
    <div className="rules-category">
      <h3>{wordFor(TEXTS.metadata.ruleCategories, category)}</h3>
      {rules.map((each) => (
        <Rule key={`${each.rule} ${each.from?.id ?? ''}`} tenant={tenant} rule={each} />
      ))}
      {rules.length > 0 && finalActions.length > 0 && (
        <Facts
          compact
          facts={[
            [
              words.finalAction,
              finalActions.map(({ value, from }) => (
                <div key={`${value} ${from?.id ?? ''}`}>
                  {wordFor(words.finalActions, value)}
                  {from !== null && (
                    <span className="quiet small">
                      {' '}
                      (<Origin tenant={tenant} from={from} />)
                    </span>
                  )}
                </div>
              )),
            ],
          ]}
        />
      )}
      {properties.length > 0 && (
        <Facts
          compact
          facts={properties.map(({ name, value, from }) => [
            wordFor(words.ruleProperties, name),
            <span key={name}>
              {valueWords(value)}
              {from !== null && (
                <span className="quiet small">
                  {' '}
                  (<Origin tenant={tenant} from={from} />)
                </span>
              )}
            </span>,
          ])}
        />
      )}
      {blockedRules.length > 0 && (
        <p className="quiet small rules-note">{words.blockedRules(blockedRules.join(', '))}</p>
      )}
      {blocked && <p className="quiet small rules-note">{words.blocked}</p>}
    </div>
  );
}

function Rule({ tenant, rule }: { readonly tenant: string; readonly rule: RuleCategory['rules'][number] }) {
  const words = TEXTS.unit;
  const { startDate, endDate, from } = rule;
  return (
    <Facts
      compact
      facts={[
        [words.ruleColumns.rule, rule.name === null ? rule.rule : `${rule.name} (${rule.rule})`],
        [words.ruleColumns.start, startDate && archivalDate(startDate)],
        [
          words.ruleColumns.end,
          endDate === null ? (
            startDate === null ? (
              words.noStart
            ) : (
              words.noEnd
            )
          ) : (
            <End key="end" date={endDate} />
          ),
        ],
        ...Object.entries(rule.hold).map(
          ([name, value]) => [wordFor(words.ruleProperties, name), valueWords(value)] as const,
        ),
        [
          words.ruleColumns.origin,
          <div key="origin">
            {from === null ? words.own : `${words.inherited} `}
            {from !== null && <Origin tenant={tenant} from={from} />}
            {from !== null && <Ways tenant={tenant} ways={rule.ways} />}
          </div>,
        ],
      ]}
    />
  );
}

/** Through which units a rule comes down: said where there are some between, or several ways. */
function Ways({
  tenant,
  ways,
}: {
  readonly tenant: string;
  readonly ways: readonly (readonly RuleOrigin[])[] | null;
}) {
  if (ways === null) return <p className="quiet small">{TEXTS.unit.manyWays}</p>;
  if (ways.length === 1 && ways[0]?.length === 0) return null;
  return (
    <ul className="plain small quiet rule-ways">
      {ways.map((way) => (
        <li key={way.map(({ id }) => id ?? '?').join(' ')}>
          {way.length === 0 ? TEXTS.unit.directly : TEXTS.unit.through}
          {way.map(
            (unit, at): ReactNode => (
              <span key={unit.id ?? `hidden ${at}`}>
                {at === 0 ? ' ' : ' › '}
                <Origin tenant={tenant} from={unit} />
              </span>
            ),
          )}
        </li>
      ))}
    </ul>
  );
}

function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? TEXTS.unit.yes : TEXTS.unit.no;
  const text = String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? archivalDate(text) : text;
}

function End({ date }: { readonly date: string }) {
  const isPast = date < new Date().toISOString().slice(0, 10);
  return (
    <>
      {archivalDate(date)}
      {isPast && ` (${TEXTS.unit.past})`}
    </>
  );
}

function Origin({ tenant, from }: { readonly tenant: string; readonly from: RuleOrigin }) {
  if (from.id === null) return TEXTS.unit.hiddenOrigin;
  return (
    <Link to="/coffres/$tenant/archives/$id" params={{ tenant, id: from.id }}>
      {from.title}
    </Link>
  );
}
