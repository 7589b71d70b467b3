import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { contentQuery } from '../api/queries.ts';
import type { ContentState, TenantEntry } from '../api/types.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { TEXTS } from '../texts/index.ts';

/** How far the documents of a safe are read, and the switch of their search. */
export function ContentSearch({ tenant: { tenant, name } }: { readonly tenant: TenantEntry }) {
  const words = TEXTS.platform.content;
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { data } = useQuery(contentQuery(tenant));
  const change = useMutation({
    mutationFn: (searched: boolean) =>
      call<ContentState>('PUT', `/platform/tenants/${tenant}/content`, { body: { searched } }),
    onSuccess: (state) => {
      setAsked(false);
      client.setQueryData(contentQuery(tenant).queryKey, state);
    },
  });
  if (data === undefined) return null;
  const label = data.searched ? words.off : words.on;
  return (
    <>
      {data.searched ? <Progress state={data} /> : <span className="quiet">{words.isOff}</span>}{' '}
      <Button
        size="small"
        priority="tertiary"
        title={words.named(label, name)}
        disabled={change.isPending}
        onClick={() => {
          change.reset();
          if (data.searched) setAsked(true);
          else change.mutate(true);
        }}
      >
        {label}
      </Button>
      {isAsked && (
        <Confirm
          title={words.named(words.off, name)}
          words={words.offEffect}
          label={words.off}
          confirm={() => change.mutate(false)}
          close={() => setAsked(false)}
          isPending={change.isPending}
          error={change.error}
        />
      )}
    </>
  );
}

function Progress({
  state: { extracted, waiting, sweeping, notExtractable },
}: {
  readonly state: ContentState;
}) {
  const words = TEXTS.platform.content;
  const unread = Object.entries(notExtractable);
  return (
    <span>
      {words.read(extracted)}
      {(waiting > 0 || sweeping) && ` · ${words.waiting(waiting)}`}
      {unread.length > 0 && (
        <details className="small">
          <summary>{words.unread(unread.reduce((sum, [, count]) => sum + count, 0))}</summary>
          <ul>
            {unread.map(([reason, count]) => (
              <li key={reason}>{words.reasons[reason as keyof typeof words.reasons](count)}</li>
            ))}
          </ul>
        </details>
      )}
    </span>
  );
}
