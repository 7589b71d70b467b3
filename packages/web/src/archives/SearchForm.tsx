import { Button } from '@codegouvfr/react-dsfr/Button';
import { Checkbox } from '@codegouvfr/react-dsfr/Checkbox';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useRight } from '../shell/safe.ts';
import { typedDate } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import type { Order, SearchState } from './search-state.ts';

const route = getRouteApi('/inside/coffres/$tenant/recherche');
/** Criteria that are folded away until they serve. */
const ADVANCED = ['titre', 'description', 'producteur', 'format', 'id', 'objets'] as const;

/** What is searched for: the words in sight, other criteria folded away until they serve. */
export function SearchForm({ state }: { readonly state: SearchState }) {
  const { searchesContent } = useRight();
  const navigate = route.useNavigate();
  const [bad, setBad] = useState<ReadonlySet<string>>(new Set());

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const given = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]),
    );
    const wrong = ['debut', 'fin'].filter((name) => given[name] && typedDate(given[name]) === undefined);
    setBad(new Set(wrong));
    if (wrong[0] !== undefined) {
      form.querySelector<HTMLInputElement>(`[name=${wrong[0]}]`)?.focus();
      return;
    }
    const { versement, sous } = state;
    const search = {
      q: given.q,
      documents: given.documents,
      niveau: given.niveau,
      debut: typedDate(given.debut ?? ''),
      fin: typedDate(given.fin ?? ''),
      tri: given.tri === 'relevance' ? '' : given.tri,
      ...{
        versement,
        sous,
        titre: given.titre,
        description: given.description,
        producteur: given.producteur,
      },
      ...{ format: given.format, objets: given.objets, id: given.id, criteres: state.criteres },
    };
    void navigate({
      search: Object.fromEntries(Object.entries(search).filter(([, value]) => value)) as SearchState,
    });
  }

  const date = (name: 'debut' | 'fin', label: string) => (
    <Input
      label={label}
      hintText={TEXTS.search.dateHint}
      {...(bad.has(name) ? { state: 'error', stateRelatedMessage: TEXTS.search.badDate } : {})}
      nativeInputProps={{
        name,
        defaultValue: typedBack(state[name]),
        inputMode: 'numeric',
        autoComplete: 'off',
      }}
    />
  );
  const text = (name: (typeof ADVANCED)[number], label: string, hint?: string) => (
    <Input
      label={label}
      hintText={hint}
      nativeInputProps={{ name, defaultValue: state[name] ?? '', autoComplete: 'off' }}
    />
  );
  return (
    <search>
      <form className="search-form" onSubmit={submit} noValidate>
        <div className="search-main">
          <Input
            label={TEXTS.search.words}
            nativeInputProps={{
              name: 'q',
              type: 'search',
              defaultValue: state.q ?? '',
              placeholder: TEXTS.search.wordsHint,
              autoComplete: 'off',
            }}
          />
          <Button type="submit">{TEXTS.search.submit}</Button>
        </div>
        {searchesContent && (
          <Checkbox
            small
            options={[
              {
                label: TEXTS.search.inside,
                nativeInputProps: {
                  name: 'documents',
                  value: 'oui',
                  defaultChecked: state.documents !== undefined,
                },
              },
            ]}
          />
        )}
        <div className="criteria">
          <Select
            label={TEXTS.search.level}
            options={[{ value: '', label: TEXTS.search.anyLevel }, ...optionsOf(TEXTS.metadata.levels)]}
            nativeSelectProps={{ name: 'niveau', defaultValue: state.niveau ?? '' }}
          />
          {date('debut', TEXTS.search.from)}
          {date('fin', TEXTS.search.to)}
          <Select
            label={TEXTS.search.order}
            options={optionsOf(TEXTS.search.orders)}
            nativeSelectProps={{ name: 'tri', defaultValue: state.tri ?? ('relevance' satisfies Order) }}
          />
        </div>
        <details className="more-criteria" open={ADVANCED.some((name) => state[name] !== undefined)}>
          <summary>{TEXTS.finding.more}</summary>
          <div className="criteria">
            {text('titre', TEXTS.finding.title)}
            {text('description', TEXTS.finding.description)}
            {text('producteur', TEXTS.finding.agency)}
            {text('format', TEXTS.finding.format)}
            {text('id', TEXTS.finding.id, TEXTS.finding.idHint)}
            <Select
              label={TEXTS.finding.objects}
              options={[
                { value: '', label: TEXTS.finding.anyObjects },
                ...optionsOf(TEXTS.finding.withObjects),
              ]}
              nativeSelectProps={{ name: 'objets', defaultValue: state.objets ?? '' }}
            />
          </div>
        </details>
      </form>
    </search>
  );
}

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** A date of the address, as people type it. */
const typedBack = (date: string | undefined) => date?.split('-').reverse().join('/') ?? '';
