import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ruleFacetsQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { type Category, type Criterion, type RuleCriterion, sameCriterion } from './criteria.ts';
import { filtersOf, type SearchState } from './search-state.ts';

/** How the rules of a category spread over what is found; each figure is a criterion. Asked apart, when it is unfolded. */
export function RuleFacets({
  tenant,
  state,
  criteria,
  toggle,
}: {
  readonly tenant: number;
  readonly state: SearchState;
  readonly criteria: readonly Criterion[];
  /** Adds a criterion, or takes it away again. */
  readonly toggle: (criterion: Criterion) => void;
}) {
  const [category, setCategory] = useState<Category>('AppraisalRule');
  const [day, setDay] = useState('');
  const { data, error, refetch } = useQuery(ruleFacetsQuery(tenant, category, day, filtersOf(state)));
  const words = TEXTS.finding.ruleFacets;
  const line = (label: string, count: number, criterion: Omit<RuleCriterion, 'category'>) =>
    count > 0 && (
      <Value
        key={label}
        label={label}
        count={count}
        isChosen={criteria.some((each) => sameCriterion(each, { category, ...criterion }))}
        toggle={() => toggle({ category, ...criterion })}
      />
    );
  return (
    <div className="criterion-form">
      <Select
        label={words.category}
        options={Object.entries(TEXTS.metadata.ruleCategories).map(([value, label]) => ({ value, label }))}
        nativeSelectProps={{
          value: category,
          onChange: ({ target }) => setCategory(target.value as Category),
        }}
      />
      {data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && (
        <div>
          {!data.isWhole && <p className="quiet small">{TEXTS.finding.notWhole(data.counted)}</p>}
          <p className="quiet small">{words.computed(data.computed)}</p>
          <Group title={words.units}>
            {line(words.ruled, data.ruled, { origins: ['local', 'inherited'] })}
            {line(words.unruled, data.unruled, { origins: ['none'] })}
            {line(words.waiting, data.waiting, { origins: ['waiting'] })}
          </Group>
          {data.rules.length > 0 && (
            <Group title={words.rules}>
              {data.rules.map(({ value, name, count }) =>
                line(name === null ? value : `${name} (${value})`, count, { rules: [value] }),
              )}
            </Group>
          )}
          {data.finalActions.length > 0 && (
            <Group title={words.finalActions}>
              {data.finalActions.map(({ value, count }) =>
                line(wordFor(TEXTS.criteria.fates, value), count, { finalActions: [value] }),
              )}
            </Group>
          )}
          {data.past + data.coming > 0 && (
            <Group title={words.ends}>
              {line(words.past, data.past, { to: data.at })}
              {line(words.coming, data.coming, { from: dayAfter(data.at) })}
            </Group>
          )}
        </div>
      )}
      <Input
        label={words.at}
        nativeInputProps={{
          type: 'date',
          value: day === '' ? (data?.at ?? '') : day,
          onChange: ({ target }) => setDay(target.value),
        }}
      />
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="facet">
      <h3>{title}</h3>
      <ul className="plain">{children}</ul>
    </div>
  );
}

function Value({
  label,
  count,
  isChosen,
  toggle,
}: {
  readonly label: string;
  readonly count: number;
  readonly isChosen: boolean;
  readonly toggle: () => void;
}) {
  return (
    <li>
      <button type="button" className="facet-value" aria-pressed={isChosen} onClick={toggle}>
        <span>{label}</span>
        <span className="quiet">{number(count)}</span>
      </button>
    </li>
  );
}

/** @param day `yyyy-MM-dd` */
function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
