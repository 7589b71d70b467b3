import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { getRouteApi } from '@tanstack/react-router';
import type { RegisterPage } from '../api/types.ts';
import { DayField } from '../parts/DayField.tsx';
import { TEXTS } from '../texts/index.ts';
import { CHOICES, type ChoiceName, type RegisterSearch } from './list-state.ts';

const route = getRouteApi('/inside/coffres/$tenant/registre');

export function Filters({
  state,
  page,
}: {
  readonly state: RegisterSearch;
  readonly page: RegisterPage | undefined;
}) {
  const navigate = route.useNavigate();
  const set = (name: keyof RegisterSearch, value: string) => {
    const { page: _, fiche: __, ...kept } = state;
    const search = Object.entries({ ...kept, [name]: value }).filter(([, each]) => each !== '');
    void navigate({ search: Object.fromEntries(search), resetScroll: false });
  };
  const choice = (name: ChoiceName) => {
    const chosen = state[name] ?? '';
    const known = new Set([...(page?.values[CHOICES[name]] ?? []), ...(chosen === '' ? [] : [chosen])]);
    const label = (value: string) => (name === 'service' ? (page?.agencies[value] ?? value) : value);
    return (
      <Select
        key={name}
        label={TEXTS.register.filters[name]}
        options={[
          { value: '', label: TEXTS.referentials.any },
          ...[...known].map((value) => ({ value, label: label(value) })),
        ]}
        nativeSelectProps={{ value: chosen, onChange: ({ target }) => set(name, target.value) }}
      />
    );
  };
  return (
    <search>
      <form
        className="criteria record-filters"
        onSubmit={(event) => {
          event.preventDefault();
          set('q', String(new FormData(event.currentTarget).get('q') ?? '').trim());
        }}
      >
        <Input
          key={state.q ?? ''}
          label={TEXTS.register.search}
          nativeInputProps={{ type: 'search', name: 'q', defaultValue: state.q ?? '', maxLength: 500 }}
        />
        {(Object.keys(CHOICES) as ChoiceName[]).map(choice)}
        <Select
          label={TEXTS.register.status}
          options={Object.entries(TEXTS.register.statuses).map(([value, label]) => ({ value, label }))}
          nativeSelectProps={{
            value: state.statut ?? '',
            onChange: ({ target }) => set('statut', target.value),
          }}
        />
        <DayField label={TEXTS.register.from} day={state.du} choose={(day) => set('du', day)} />
        <DayField label={TEXTS.register.to} day={state.au} choose={(day) => set('au', day)} />
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.processes.look}
          </Button>
        </div>
      </form>
    </search>
  );
}
