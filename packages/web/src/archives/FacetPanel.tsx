import { useQuery } from '@tanstack/react-query';
import { facetsQuery } from '../api/queries.ts';
import type { FacetValue } from '../api/types.ts';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { type Criterion, readCriteria, sameCriterion } from './criteria.ts';
import { levelOf } from './metadata-groups.ts';
import { filtersOf, type SearchState } from './search-state.ts';

/** How what is found spreads; a value that is chosen narrows the search. Asked apart: the list never waits for it. */
export function FacetPanel({
  tenant,
  state,
  narrow,
  toggle,
}: {
  readonly tenant: number;
  readonly state: SearchState;
  readonly narrow: (criteria: SearchState) => void;
  readonly toggle: (criterion: Criterion) => void;
}) {
  const criteria = readCriteria(state.criteres ?? '');
  const ofLanguage = (value: string): Criterion => ({ field: 'Language', is: 'is', values: [value] });
  const { data } = useQuery(facetsQuery(tenant, filtersOf(state)));
  if (data === undefined) return null;
  const language = data.languages.find(({ value }) =>
    criteria.some((each) => sameCriterion(each, ofLanguage(value))),
  )?.value;
  return (
    <>
      {!data.isWhole && <p className="quiet small">{TEXTS.finding.notWhole(data.counted)}</p>}
      <Facet
        title={TEXTS.finding.facets.level}
        values={data.levels}
        name={({ value }) => levelOf(value)}
        chosen={state.niveau}
        choose={(niveau) => narrow({ niveau })}
      />
      <Facet
        title={TEXTS.finding.facets.agency}
        values={data.agencies}
        name={({ value, name }) => name ?? value}
        chosen={state.producteur}
        choose={(producteur) => narrow({ producteur })}
      />
      <Facet
        title={TEXTS.finding.facets.year}
        values={data.years}
        name={({ value }) => value}
        chosen={state.debut === state.fin ? state.debut : undefined}
        choose={(year) => narrow({ debut: year, fin: year })}
      />
      <Facet
        title={TEXTS.finding.facets.format}
        values={data.formats}
        name={({ value, name }) => name ?? value}
        chosen={state.format}
        choose={(format) => narrow({ format })}
      />
      <Facet
        title={TEXTS.finding.facets.language}
        values={data.languages}
        name={({ value }) => TEXTS.forms.languageName(value)}
        chosen={language}
        choose={(value) => toggle(ofLanguage(value || (language ?? '')))}
      />
    </>
  );
}

const SHOWN = 6;

function Facet({
  title,
  values,
  name,
  chosen,
  choose,
}: {
  readonly title: string;
  readonly values: readonly FacetValue[];
  readonly name: (value: FacetValue) => string;
  readonly chosen: string | undefined;
  readonly choose: (value: string) => void;
}) {
  if (values.length === 0) return null;
  const line = (value: FacetValue) => (
    <li key={value.value}>
      <button
        type="button"
        className="facet-value"
        aria-pressed={chosen === value.value}
        onClick={() => choose(chosen === value.value ? '' : value.value)}
      >
        <span>{name(value)}</span>
        <span className="quiet">{number(value.count)}</span>
      </button>
    </li>
  );
  return (
    <div className="facet">
      <h3>{title}</h3>
      <ul className="plain">{values.slice(0, SHOWN).map(line)}</ul>
      {values.length > SHOWN && (
        <details>
          <summary>{TEXTS.finding.moreValues(values.length - SHOWN)}</summary>
          <ul className="plain">{values.slice(SHOWN).map(line)}</ul>
        </details>
      )}
    </div>
  );
}
