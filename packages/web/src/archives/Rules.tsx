import { Link } from '@tanstack/react-router';
import type { RuleCategory, RuleOrigin } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { archivalDate } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { RULE_CATEGORIES } from '../texts/metadata.ts';

const T = TEXTS.unit;
const C = T.ruleColumns;

/** The rules that hold for a unit, by category, with their dates and where they come from. */
export function Rules({
  tenant,
  categories,
}: {
  readonly tenant: string;
  readonly categories: readonly RuleCategory[];
}) {
  if (categories.length === 0) return <p className="quiet">{T.noRules}</p>;
  return categories.map(({ category, rules, finalActions, blocked }) => (
    <div key={category} className="rules-category">
      <h3>{RULE_CATEGORIES[category] ?? category}</h3>
      {rules.map(({ rule, name, startDate, endDate, from }) => (
        <Facts
          key={`${rule} ${from?.id ?? ''}`}
          compact
          facts={[
            [C.rule, name === null ? rule : `${name} (${rule})`],
            [C.start, startDate && archivalDate(startDate)],
            [
              C.end,
              endDate === null ? startDate === null ? T.noStart : T.noEnd : <End key="end" date={endDate} />,
            ],
            [C.origin, <Origin key="origin" tenant={tenant} from={from} />],
          ]}
        />
      ))}
      {rules.length > 0 && finalActions.length > 0 && (
        <Facts
          compact
          facts={[
            [T.finalAction, finalActions.map(({ value }) => T.finalActions[value] ?? value).join(', ')],
          ]}
        />
      )}
      {blocked && <p className="quiet small">{T.blocked}</p>}
    </div>
  ));
}

function End({ date }: { readonly date: string }) {
  const isPast = date < new Date().toISOString().slice(0, 10);
  return (
    <>
      {archivalDate(date)}
      {isPast && ` (${T.past})`}
    </>
  );
}

function Origin({ tenant, from }: { readonly tenant: string; readonly from: RuleOrigin | null }) {
  if (from === null) return T.own;
  return (
    <>
      {`${T.inherited} `}
      {from.id === null ? (
        T.hiddenOrigin
      ) : (
        <Link to="/coffres/$tenant/archives/$id" params={{ tenant, id: from.id }}>
          {from.title}
        </Link>
      )}
    </>
  );
}
