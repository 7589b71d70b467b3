import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { deleteView, replaceView, saveView, viewsQuery } from '../api/queries.ts';
import type { SavedView, ViewDraft } from '../api/types.ts';
import { TEXTS } from '../texts/index.ts';
import { Confirm } from './Confirm.tsx';
import { Failure } from './Failure.tsx';
import { Loading } from './Loading.tsx';

type Draft = Omit<ViewDraft, 'name'>;

/** Filters and columns of a list that a person keeps under a name (spec frontoffice.md B.0.4). */
export function SavedViews({
  tenant,
  list,
  shown,
  apply,
}: {
  readonly tenant: number;
  readonly list: string;
  readonly shown: Draft;
  readonly apply: (view: SavedView) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="column-choice" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{TEXTS.lists.views}</summary>
      {isOpen && <Views tenant={tenant} list={list} shown={shown} apply={apply} />}
    </details>
  );
}

interface Change {
  readonly work: () => Promise<unknown>;
  readonly said: string;
}

function Views({ tenant, list, shown, apply }: Parameters<typeof SavedViews>[0]) {
  const client = useQueryClient();
  const words = TEXTS.lists;
  const { data, error, refetch } = useQuery(viewsQuery(tenant, list));
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState<{ readonly view: SavedView; readonly what: 'replace' | 'delete' }>();
  const change = useMutation({
    mutationFn: ({ work }: Change) => work(),
    onSuccess: (_, { said: done }) => {
      setSaid(done);
      setAsked(undefined);
      void client.invalidateQueries({ queryKey: viewsQuery(tenant, list).queryKey });
    },
  });
  const ask = (view: SavedView, what: 'replace' | 'delete') => {
    change.reset();
    setAsked({ view, what });
  };

  function save(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name')).trim();
    if (name === '') {
      form.querySelector('input')?.focus();
      return;
    }
    change.mutate(
      { work: () => saveView(tenant, list, { name, ...shown }), said: words.viewSaved(name) },
      { onSuccess: () => form.reset() },
    );
  }

  return (
    <>
      <p className="quiet small">{words.viewsHint}</p>
      {data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && data.views.length > 0 && (
        <ul className="plain saved-views">
          {data.views.map((view) => (
            <li key={view.id} className="row">
              <Button priority="tertiary" size="small" onClick={() => apply(view)}>
                {view.name}
              </Button>
              <Button
                priority="tertiary no outline"
                size="small"
                title={words.replaceViewNamed(view.name)}
                onClick={() => ask(view, 'replace')}
              >
                {words.replaceView}
              </Button>
              <Button
                priority="tertiary no outline"
                size="small"
                title={words.deleteViewNamed(view.name)}
                onClick={() => ask(view, 'delete')}
              >
                {words.deleteView}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="small saved-said">
        {said}
      </p>
      <form className="criterion-form" onSubmit={save} noValidate>
        <Input
          label={words.viewName}
          {...(change.error === null || asked !== undefined
            ? {}
            : { state: 'error', stateRelatedMessage: change.error.message })}
          nativeInputProps={{ name: 'name', maxLength: 150, autoComplete: 'off' }}
        />
        <Button type="submit" priority="secondary" size="small" disabled={change.isPending}>
          {words.saveView}
        </Button>
      </form>
      {asked !== undefined && (
        <Confirm
          title={asked.what === 'replace' ? words.askReplaceView : words.askDeleteView}
          words={
            asked.what === 'replace'
              ? words.replaceViewWords(asked.view.name)
              : words.deleteViewWords(asked.view.name)
          }
          label={asked.what === 'replace' ? words.replaceView : words.deleteView}
          confirm={() => change.mutate(changeOf(asked))}
          close={() => setAsked(undefined)}
          isPending={change.isPending}
          error={change.error}
        />
      )}
    </>
  );

  function changeOf({ view: { id, name }, what }: NonNullable<typeof asked>): Change {
    return what === 'replace'
      ? { work: () => replaceView(tenant, list, id, { name, ...shown }), said: words.viewReplaced(name) }
      : { work: () => deleteView(tenant, list, id), said: words.viewDeleted(name) };
  }
}
