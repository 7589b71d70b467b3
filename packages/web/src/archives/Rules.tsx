import { Link } from '@tanstack/react-router';
import type { RuleCategory, RuleOrigin } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { archivalDate, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** The rules that hold for a unit, by category, with their dates and where they come from. */
export function Rules({
  tenant,
  categories,
}: {
  readonly tenant: string;
  readonly categories: readonly RuleCategory[];
}) {
  if (categories.length === 0) return <p className="quiet">{TEXTS.unit.noRules}</p>;
  return categories.map(({ category, rules, finalActions, blocked }) => (
    <div key={category} className="rules-category">
      <h3>{wordFor(TEXTS.metadata.ruleCategories, category)}</h3>
      {rules.map(({ rule, name, startDate, endDate, from }) => (
        <Facts
          key={`${rule} ${from?.id ?? ''}`}
          compact
          facts={[
            [TEXTS.unit.ruleColumns.rule, name === null ? rule : `${name} (${rule})`],
            [TEXTS.unit.ruleColumns.start, startDate && archivalDate(startDate)],
            [
              TEXTS.unit.ruleColumns.end,
              endDate === null ? (
                startDate === null ? (
                  TEXTS.unit.noStart
                ) : (
                  TEXTS.unit.noEnd
                )
              ) : (
                <End key="end" date={endDate} />
              ),
            ],
            [TEXTS.unit.ruleColumns.origin, <Origin key="origin" tenant={tenant} from={from} />],
          ]}
        />
      ))}
      {rules.length > 0 && finalActions.length > 0 && (
        <Facts
          compact
          facts={[
            [
              TEXTS.unit.finalAction,
              finalActions.map(({ value }) => wordFor(TEXTS.unit.finalActions, value)).join(', '),
            ],
          ]}
        />
      )}
      {blocked && <p className="quiet small">{TEXTS.unit.blocked}</p>}
    </div>
  ));
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

function Origin({ tenant, from }: { readonly tenant: string; readonly from: RuleOrigin | null }) {
  if (from === null) return TEXTS.unit.own;
  return (
    <>
      {`${TEXTS.unit.inherited} `}
      {from.id === null ? (
        TEXTS.unit.hiddenOrigin
      ) : (
        <Link to="/coffres/$tenant/archives/$id" params={{ tenant, id: from.id }}>
          {from.title}
        </Link>
      )}
    </>
  );
}
