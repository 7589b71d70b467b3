import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ApiError, call, withQuery } from '../api/client.ts';
import { noticeAddress, recordAddress, recordUsesQuery, referentialsQuery } from '../api/queries.ts';
import type { ReferentialRecord } from '../api/types.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { TEXTS } from '../texts/index.ts';
import { AgencyMerge } from './AgencyMerge.tsx';
import { faultWords } from './form/context.ts';
import { isEditable } from './form/layout.ts';
import type { ReferentialName } from './kinds.ts';

interface Shown {
  readonly tenant: number;
  readonly kind: ReferentialName;
  readonly record: ReferentialRecord;
}

/** What may be done with a record: its fields and its status changed, its file joined and taken. */
export function RecordActions({ tenant, kind, record, close }: Shown & { readonly close: () => void }) {
  const { data } = useQuery(referentialsQuery(tenant));
  const access = data?.referentials.find(({ name }) => name === kind);
  // What the installation or PRONOM brings is changed by a whole file alone.
  const isInstalled =
    (kind === 'ontologies' && record.Origin === 'INTERNAL') ||
    (kind === 'formats' && !String(record.PUID).startsWith('EXTERNAL_'));
  const isOurs = access?.mayAdd === true && isEditable(kind) && !isInstalled;
  const id = String(record['#key']);
  const params = { tenant: String(tenant), kind };
  return (
    <>
      {kind === 'archival-profiles' && typeof record.Path === 'string' && (
        <p>
          <a href={`/api/v1${recordAddress(tenant, kind, id)}/file`} download>
            <Icon name="download" /> {TEXTS.referentials.form.takeFile}
          </a>
        </p>
      )}
      {kind === 'agencies' && (
        <p>
          <a href={noticeAddress(tenant, id)} download>
            <Icon name="download" /> {TEXTS.agencies.takeNotice}
          </a>
        </p>
      )}
      {isOurs && (
        <div className="row record-actions">
          {access.mayEdit && (
            <Link
              to="/coffres/$tenant/referentiels/$kind/modifier/$id"
              params={{ ...params, id }}
              className="fr-btn fr-btn--sm"
            >
              {TEXTS.referentials.form.edit}
            </Link>
          )}
          <Link
            to="/coffres/$tenant/referentiels/$kind/creer"
            params={params}
            search={{ modele: id }}
            className="fr-btn fr-btn--sm fr-btn--secondary"
          >
            {TEXTS.referentials.form.duplicate}
          </Link>
          {kind === 'agencies' && access.mayEdit && <AgencyMerge key={id} tenant={tenant} record={record} />}
          {record.Status !== undefined && <StatusButton tenant={tenant} kind={kind} record={record} />}
          {kind === 'archival-profiles' && <FileButton tenant={tenant} kind={kind} record={record} />}
          {access.mayRemove && <RemoveButton tenant={tenant} kind={kind} record={record} close={close} />}
        </div>
      )}
    </>
  );
}

/** @returns a change of the record, after which all that shows it is asked for again */
function useChange<T>({ tenant, kind }: Shown, change: (sent: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['referential', tenant, kind] }),
  });
}

/** Whoever closes a door is asked once more; whoever opens it is not. */
function StatusButton(shown: Shown) {
  const { tenant, kind, record } = shown;
  const [isAsking, setIsAsking] = useState(false);
  const isActive = record.Status === 'ACTIVE';
  const change = useChange(shown, (Status: string) =>
    call('PUT', recordAddress(tenant, kind, String(record['#key'])), {
      body: { version: record['#version'], set: { Status }, unset: [] },
    }),
  );
  const isOvertaken = change.error instanceof ApiError && change.error.status === 409;
  const { form: words } = TEXTS.referentials;
  return (
    <>
      <Button
        priority="secondary"
        size="small"
        disabled={change.isPending}
        aria-expanded={isActive ? isAsking : undefined}
        onClick={() => (isActive ? setIsAsking(!isAsking) : change.mutate('ACTIVE'))}
      >
        {isActive ? words.deactivate : words.activate}
      </Button>
      {isActive && isAsking && (
        <div className="notice">
          <p className="fr-mb-1w">{words.deactivates}</p>
          <StillUsed {...shown} />
          <Button
            size="small"
            onClick={() => {
              setIsAsking(false);
              change.mutate('INACTIVE');
            }}
          >
            {words.confirmDeactivation}
          </Button>
        </div>
      )}
      {isOvertaken && <p role="alert">{words.overtaken}</p>}
      {change.error !== null && !isOvertaken && <Failure error={change.error} title={words.failed} />}
    </>
  );
}

/** Who loses what a record gives them. */
function StillUsed({ tenant, kind, record }: Shown) {
  const { data } = useQuery(recordUsesQuery(tenant, kind, String(record['#key'])));
  const { uses, stillUsed } = TEXTS.referentials.preview;
  if (data === undefined || data.uses.length === 0) return null;
  const users = data.uses.map(({ by, count }) => uses.by[by](count)).join(', ');
  return (
    <p className="fr-mb-1w">
      <strong>{kind === 'access-contracts' ? stillUsed.access(users) : stillUsed.other(users)}</strong>
    </p>
  );
}

/** Takes a record away, once that is confirmed; whoever changed it meanwhile keeps it. */
function RemoveButton({ tenant, kind, record, close }: Shown & { readonly close: () => void }) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const { remove: words } = TEXTS.referentials.preview;
  const id = String(record['#key']);
  const removal = useMutation({
    mutationFn: () =>
      call('DELETE', withQuery(recordAddress(tenant, kind, id), { version: Number(record['#version']) })),
    onSuccess: () => {
      // The panel goes first: it would ask again for what is no more there.
      close();
      return client.invalidateQueries({ queryKey: ['referential', tenant, kind] });
    },
  });
  const refusal = removal.error instanceof ApiError ? removal.error.refusals[0] : undefined;
  return (
    <>
      <Button priority="secondary" size="small" onClick={() => setIsAsking(true)}>
        {words.label}
      </Button>
      {isAsking && (
        <Confirm
          title={words.title(id)}
          words={refusal === undefined ? words.advice : faultWords(refusal)}
          label={words.confirm}
          confirm={() => removal.mutate()}
          close={() => setIsAsking(false)}
          isPending={removal.isPending}
          error={removal.error}
        />
      )}
    </>
  );
}

/** The schema of an archival profile; another one takes its place. */
function FileButton(shown: Shown) {
  const { tenant, kind, record } = shown;
  const input = useRef<HTMLInputElement>(null);
  const { form: words } = TEXTS.referentials;
  const join = useChange(shown, (file: File) =>
    call('PUT', `${recordAddress(tenant, kind, String(record['#key']))}/file`, { file }),
  );
  return (
    <>
      <Button
        priority="secondary"
        size="small"
        disabled={join.isPending}
        onClick={() => input.current?.click()}
      >
        {record.Path === undefined ? words.joinFile : words.replaceFile}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={record.Format === 'XSD' ? '.xsd' : '.rng'}
        aria-label={words.joinFile}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) join.mutate(file);
          // The same file may be chosen again once it is corrected.
          target.value = '';
        }}
      />
      {join.error !== null && <Failure error={join.error} title={words.fileRefused} />}
    </>
  );
}
