import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import type { ReactNode } from 'react';
import type { ProcessPage } from '../api/types.ts';
import { DayField } from '../parts/DayField.tsx';
import { number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import type { ProcessesSearch } from './list-state.ts';

/** What operations are looked for, each choice with how many there are. */
export function Filters({
  state,
  page,
  set,
  first,
}: {
  readonly state: ProcessesSearch;
  readonly page: Pick<ProcessPage, 'states' | 'statuses' | 'categories'> | undefined;
  readonly set: (name: keyof ProcessesSearch, value: string) => void;
  /** A filter of the page's own, before the others. */
  readonly first?: ReactNode;
}) {
  const choice = (
    name: 'etat' | 'resultat' | 'categorie',
    label: string,
    options: readonly (readonly [value: string, label: string])[],
  ) => (
    <Select
      label={label}
      options={options.map(([value, words]) => ({ value, label: words }))}
      nativeSelectProps={{ value: state[name] ?? '', onChange: ({ target }) => set(name, target.value) }}
    />
  );
  const counted = (words: Readonly<Record<string, string>>, counts: Readonly<Record<string, number>> = {}) =>
    Object.entries(words).map(
      ([value, label]) => [value, value === '' ? label : `${label} (${number(counts[value] ?? 0)})`] as const,
    );
  const categories = new Set([...(page?.categories ?? []), ...(state.categorie ? [state.categorie] : [])]);
  return (
    <search>
      <form
        className="criteria record-filters"
        onSubmit={(event) => {
          event.preventDefault();
          set('identifiant', String(new FormData(event.currentTarget).get('identifiant') ?? '').trim());
        }}
      >
        {first}
        {choice('etat', TEXTS.processes.state, counted(TEXTS.processes.states, page?.states))}
        {choice('resultat', TEXTS.processes.status, counted(TEXTS.processes.statuses, page?.statuses))}
        {choice('categorie', TEXTS.logbook.category, [
          ['', TEXTS.logbook.anyCategory],
          ...[...categories].map((each) => [each, wordFor(TEXTS.logbook.categories, each)] as const),
        ])}
        <DayField label={TEXTS.logbook.from} day={state.du} choose={(day) => set('du', day)} />
        <DayField label={TEXTS.logbook.to} day={state.au} choose={(day) => set('au', day)} />
        <Input
          key={state.identifiant ?? ''}
          label={TEXTS.logbook.id}
          nativeInputProps={{
            type: 'search',
            name: 'identifiant',
            defaultValue: state.identifiant ?? '',
            maxLength: 100,
          }}
        />
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.processes.look}
          </Button>
        </div>
      </form>
    </search>
  );
}

/** The address after a filter has changed: the list begins anew; '' takes it away. */
export function withFilter<Search extends ProcessesSearch>(
  { page: _, fiche: __, ...kept }: Search,
  name: string,
  value: string,
): Omit<Search, 'page' | 'fiche'> {
  const search = Object.entries({ ...kept, [name]: value }).filter(([, each]) => each !== '');
  return Object.fromEntries(search) as Omit<Search, 'page' | 'fiche'>;
}
