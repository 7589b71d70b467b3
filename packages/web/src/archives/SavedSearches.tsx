import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { deleteSaved, replaceSaved, savedQuery, saveSearch } from '../api/queries.ts';
import type { SavedSearch } from '../api/types.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { TEXTS } from '../texts/index.ts';
import { questionOf, type SearchState, searchOf } from './search-state.ts';

/** A change of one's list, with what is said when it is done. */
interface Change {
  readonly work: () => Promise<unknown>;
  readonly said: string;
}

/** The searches that a person keeps: each leads to what it finds. */
export function SavedSearches({ tenant, state }: { readonly tenant: number; readonly state: SearchState }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(savedQuery(tenant));
  const [said, setSaid] = useState('');
  const change = useMutation({
    mutationFn: ({ work }: Change) => work(),
    onSuccess: (_, { said }) => {
      setSaid(said);
      // Not waited for: the form would be emptied after the list has come, under what is written meanwhile.
      void client.invalidateQueries({ queryKey: savedQuery(tenant).queryKey });
    },
  });
  const search = savedOf(state);
  const isSearch = Object.keys(search).length > 0;

  function save(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name')).trim();
    if (name === '') {
      form.querySelector('input')?.focus();
      return;
    }
    change.mutate(
      { work: () => saveSearch(tenant, { name, search }), said: TEXTS.saved.saved(name) },
      { onSuccess: () => form.reset() },
    );
  }

  return (
    <>
      <p className="quiet small">{TEXTS.saved.hint}</p>
      {data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {data?.searches.length === 0 && <p className="small">{TEXTS.saved.none}</p>}
      {data !== undefined && data.searches.length > 0 && (
        <ul className="plain">
          {data.searches.map((saved) => (
            <Saved
              key={saved.id}
              tenant={tenant}
              saved={saved}
              replacement={isSearch ? search : undefined}
              change={change.mutate}
              isPending={change.isPending}
              error={change.error}
              reset={change.reset}
            />
          ))}
        </ul>
      )}
      <p role="status" className="small saved-said">
        {said}
      </p>
      {isSearch ? (
        <form className="criterion-form" onSubmit={save} noValidate>
          <Input
            label={TEXTS.saved.name}
            {...(change.error === null ? {} : { state: 'error', stateRelatedMessage: change.error.message })}
            nativeInputProps={{ name: 'name', maxLength: 150, autoComplete: 'off' }}
          />
          <Button type="submit" priority="secondary" size="small" disabled={change.isPending}>
            {TEXTS.saved.save}
          </Button>
        </form>
      ) : (
        <p className="quiet small">{TEXTS.saved.nothing}</p>
      )}
    </>
  );
}

/** What is kept of a search: criteria and order. */
function savedOf(state: SearchState): Record<string, string> {
  const given = Object.entries(questionOf(state)).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function Saved({
  tenant,
  saved,
  replacement,
  change,
  isPending,
  error,
  reset,
}: {
  readonly tenant: number;
  readonly saved: SavedSearch;
  /** The search that is shown, if one is. */
  readonly replacement: Record<string, string> | undefined;
  readonly change: (change: Change, options: { readonly onSuccess: () => void }) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly reset: () => void;
}) {
  const [asked, setAsked] = useState<'replace' | 'delete' | 'rename'>();
  const { id, name, search } = saved;
  const words = TEXTS.saved;
  const close = () => {
    setAsked(undefined);
    reset();
  };
  const onSuccess = close;

  function rename(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const wanted = String(new FormData(event.currentTarget).get('name')).trim();
    if (wanted === '') {
      event.currentTarget.querySelector('input')?.focus();
      return;
    }
    change(
      { work: () => replaceSaved(tenant, id, { name: wanted, search }), said: words.renamed(wanted) },
      { onSuccess },
    );
  }

  return (
    <li className="saved-search">
      <Link to="/coffres/$tenant/recherche" params={{ tenant: String(tenant) }} search={searchOf(search)}>
        {name}
      </Link>
      <details className="saved-actions">
        <summary aria-label={words.actions(name)}>…</summary>
        <div className="row">
          <Button priority="tertiary no outline" size="small" onClick={() => setAsked('rename')}>
            {words.rename}
          </Button>
          {replacement !== undefined && (
            <Button priority="tertiary no outline" size="small" onClick={() => setAsked('replace')}>
              {words.replace}
            </Button>
          )}
          <Button priority="tertiary no outline" size="small" onClick={() => setAsked('delete')}>
            {words.delete}
          </Button>
        </div>
        {asked === 'rename' && (
          <form className="criterion-form" onSubmit={rename} noValidate>
            <Input
              label={words.name}
              {...(error === null ? {} : { state: 'error', stateRelatedMessage: error.message })}
              nativeInputProps={{ name: 'name', maxLength: 150, defaultValue: name, autoComplete: 'off' }}
            />
            <Button type="submit" priority="secondary" size="small" disabled={isPending}>
              {words.rename}
            </Button>
          </form>
        )}
      </details>
      {asked === 'replace' && replacement !== undefined && (
        <Confirm
          title={words.askReplace}
          words={words.replaceWords(name)}
          label={TEXTS.saved.replace}
          confirm={() =>
            change(
              {
                work: () => replaceSaved(tenant, id, { name, search: replacement }),
                said: words.replaced(name),
              },
              { onSuccess },
            )
          }
          close={close}
          isPending={isPending}
          error={error}
        />
      )}
      {asked === 'delete' && (
        <Confirm
          title={words.askDelete}
          words={words.deleteWords(name)}
          label={words.delete}
          confirm={() =>
            change({ work: () => deleteSaved(tenant, id), said: words.deleted(name) }, { onSuccess })
          }
          close={close}
          isPending={isPending}
          error={error}
        />
      )}
    </li>
  );
}
