import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { schemaExport, schemaQuery } from '../../api/queries.ts';
import type { SchemaPath } from '../../api/types.ts';
import { Failure } from '../../parts/Failure.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { useRight } from '../../shell/safe.ts';
import { Trail } from '../../shell/Trail.tsx';
import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import type { FilterName } from '../kinds.ts';
import { ListActions } from '../ListActions.tsx';
import type { ReferentialSearch } from '../list-state.ts';
import { ElementPanel } from './ElementPanel.tsx';
import { SchemaTree } from './SchemaTree.tsx';
import { inOrder, isNarrowed, rowsOf, type WantedElements } from './tree.ts';
import './schema.css';

const route = getRouteApi('/inside/coffres/$tenant/referentiels/$kind');

/** What descriptions are made of: the elements of the archive, and those that were added (spec frontoffice.md B.24). */
export function SchemaPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const { data, error, refetch } = useQuery(schemaQuery(tenant));
  const words = TEXTS.referentials.kinds.schema;
  return (
    <>
      <Trail
        links={[
          <Link key="all" to="/coffres/$tenant/referentiels" params={{ tenant: String(tenant) }}>
            {TEXTS.referentials.title}
          </Link>,
        ]}
        here={words.title}
      />
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={<ListActions tenant={tenant} kind="schema" address={schemaExport(tenant)} />}
      />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && <Schema state={state} elements={data.elements} />}
    </>
  );
}

function Schema({
  state,
  elements,
}: {
  readonly state: ReferentialSearch;
  readonly elements: readonly SchemaPath[];
}) {
  const { tenant } = useRight();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { collection = 'Unit', q = '', origine = '', type = '', categorie = '', fiche } = state;
  const wanted: WantedElements = { words: q, origin: origine, type, category: categorie };
  const ofCollection = inOrder(
    elements.filter(({ Collection }) => Collection === collection).map((element) => named(element)),
  );
  const rows = rowsOf(ofCollection, wanted, open);
  const chosen = ofCollection.find(({ Path }) => Path === fiche);
  const words = TEXTS.schema;
  return (
    <>
      <Filters state={state} elements={ofCollection} />
      <p className="quiet small" role="status">
        {isNarrowed(wanted) ? words.found(rows.length, ofCollection.length) : words.all(ofCollection.length)}
      </p>
      {rows.length === 0 && (
        <div className="empty">
          <h2>{TEXTS.referentials.none}</h2>
          <p>{words.noneAdvice}</p>
          <Link
            to="/coffres/$tenant/referentiels/$kind"
            params={{ tenant: String(tenant), kind: 'schema' }}
            search={{}}
            className="fr-btn fr-btn--secondary"
          >
            {TEXTS.referentials.reset}
          </Link>
        </div>
      )}
      <div className={chosen === undefined ? undefined : 'with-record'}>
        {rows.length > 0 && (
          <SchemaTree
            rows={rows}
            state={state}
            isSettled={isNarrowed(wanted)}
            turn={(path) => setOpen((before) => turned(before, path))}
          />
        )}
        {chosen !== undefined && (
          <ElementPanel
            key={chosen.Path}
            element={chosen}
            close={() => {
              document.getElementById(`element-${chosen.Path}`)?.focus();
              void navigate({ search: ({ fiche: _, ...kept }) => kept, resetScroll: false });
            }}
          />
        )}
      </div>
    </>
  );
}

/** An element of the archive by the name that the screens give it. */
function named(element: SchemaPath): SchemaPath {
  if (element.Origin === 'EXTERNAL') return element;
  const own = element.Path.slice(element.Path.lastIndexOf('.') + 1);
  const name = wordFor(TEXTS.metadata.names, own);
  return name === own ? element : { ...element, ShortName: name };
}

function turned(open: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const after = new Set(open);
  if (!after.delete(path)) after.add(path);
  return after;
}

function Filters({
  state,
  elements,
}: {
  readonly state: ReferentialSearch;
  readonly elements: readonly SchemaPath[];
}) {
  const navigate = route.useNavigate();
  const set = (name: 'q' | FilterName, value: string) => {
    const { fiche: _, ...kept } = state;
    const search = Object.entries({ ...kept, [name]: value }).filter(([, each]) => each !== '');
    void navigate({ search: Object.fromEntries(search) });
  };
  const valuesOf = (member: 'Origin' | 'Type' | 'Category') => [
    ...new Set(elements.map((element) => element[member])),
  ];
  const choice = (name: FilterName, label: string, values: readonly string[], all?: string) => (
    <Select
      label={label}
      options={[
        ...(all === undefined ? [] : [{ value: '', label: all }]),
        ...values.map((value) => ({ value, label: wordFor(TEXTS.referentials.words, value) })),
      ]}
      nativeSelectProps={{
        value: state[name] ?? (all === undefined ? (values[0] ?? '') : ''),
        onChange: ({ target }) => set(name, target.value),
      }}
    />
  );
  const { any } = TEXTS.referentials;
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
          label={TEXTS.schema.search}
          nativeInputProps={{ type: 'search', name: 'q', defaultValue: state.q ?? '', maxLength: 500 }}
        />
        {choice('collection', TEXTS.schema.collection, ['Unit', 'ObjectGroup'])}
        {choice('origine', TEXTS.referentials.members.Origin, valuesOf('Origin'), any)}
        {choice('type', TEXTS.schema.type, valuesOf('Type'), any)}
        {choice('categorie', TEXTS.schema.category, valuesOf('Category'), any)}
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.referentials.look}
          </Button>
        </div>
      </form>
    </search>
  );
}
