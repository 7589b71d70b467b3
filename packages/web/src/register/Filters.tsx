import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RegisterPage } from '../api/types.ts';
import { AppliedTag } from '../parts/AppliedTag.tsx';
import { DayField } from '../parts/DayField.tsx';
import { TEXTS } from '../texts/index.ts';
import {
  CHOICE_NAMES,
  CHOICES,
  type ChoiceName,
  LOSS_NAMES,
  type RegisterSearch,
  withFilter,
} from './list-state.ts';

const route = getRouteApi('/inside/coffres/$tenant/registre');

interface Shown {
  readonly state: RegisterSearch;
  readonly page: RegisterPage;
}

export function Filters({ state, page }: Shown) {
  const navigate = route.useNavigate();
  const words = TEXTS.register;
  const set = (changed: Readonly<Record<string, string | readonly string[]>>) =>
    void navigate({ search: withFilter(state, changed), resetScroll: false });
  const oneOf = (name: 'statut' | (typeof LOSS_NAMES)[number], label: string, options: object) => (
    <Select
      key={name}
      label={label}
      options={Object.entries(options).map(([value, each]) => ({ value, label: String(each) }))}
      nativeSelectProps={{
        value: state[name] ?? '',
        onChange: ({ target }) => set({ [name]: target.value }),
      }}
    />
  );
  return (
    <search>
      <form
        className="criteria record-filters"
        onSubmit={(event) => {
          event.preventDefault();
          set({ q: String(new FormData(event.currentTarget).get('q') ?? '').trim() });
        }}
      >
        <Input
          key={state.q ?? ''}
          label={words.search}
          nativeInputProps={{ type: 'search', name: 'q', defaultValue: state.q ?? '', maxLength: 500 }}
        />
        {CHOICE_NAMES.map((name) => (
          <Several key={name} name={name} state={state} page={page} set={set} />
        ))}
        {oneOf('statut', words.status, words.statuses)}
        {LOSS_NAMES.map((name) => oneOf(name, words.losses[name], words.answers))}
        <DayField label={words.from} day={state.du} choose={(du) => set({ du })} />
        <DayField label={words.to} day={state.au} choose={(au) => set({ au })} />
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.processes.look}
          </Button>
        </div>
      </form>
      <Applied state={state} page={page} set={set} />
    </search>
  );
}

type Set = { readonly set: (changed: Readonly<Record<string, string | readonly string[]>>) => void };

const nameOf = (name: ChoiceName, value: string, { agencies }: RegisterPage) =>
  name === 'service' ? (agencies[value] ?? value) : value;

/** A filter of several values: each that is chosen is added, and stands below the filters with its way out. */
function Several({ name, state, page, set }: Shown & Set & { readonly name: ChoiceName }) {
  const chosen = state[name] ?? [];
  const others = page.values[CHOICES[name]].filter((value) => !chosen.includes(value));
  return (
    <Select
      label={TEXTS.register.filters[name]}
      options={[
        { value: '', label: chosen.length === 0 ? TEXTS.referentials.any : TEXTS.register.addValue },
        ...others.map((value) => ({ value, label: nameOf(name, value, page) })),
      ]}
      nativeSelectProps={{
        value: '',
        onChange: ({ target }) => set({ [name]: [...chosen, target.value] }),
      }}
    />
  );
}

/** The values that are chosen, and the way out of all filters. */
function Applied({ state, page, set }: Shown & Set) {
  const { tenant } = route.useParams();
  const { page: _, fiche: __, par, ...filters } = state;
  if (Object.keys(filters).length === 0) return null;
  return (
    <ul className="applied" aria-label={TEXTS.finding.criteria}>
      {CHOICE_NAMES.flatMap((name) =>
        (state[name] ?? []).map((value) => (
          <AppliedTag
            key={`${name} ${value}`}
            words={TEXTS.register.chosen(TEXTS.register.filters[name], nameOf(name, value, page))}
            remove={() => set({ [name]: (state[name] ?? []).filter((each) => each !== value) })}
          />
        )),
      )}
      <li>
        <Link
          to="/coffres/$tenant/registre"
          params={{ tenant }}
          search={par === undefined ? {} : { par }}
          resetScroll={false}
        >
          {TEXTS.register.clear}
        </Link>
      </li>
    </ul>
  );
}
