import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { uploadsQuery } from '../api/queries.ts';
import type { OpenUpload } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { TEXTS } from '../texts/index.ts';
import { abandon, isOffered } from './upload.ts';

/** Packages of which the service has a part and waits for the rest. */
export function Interrupted({
  tenant,
  uploads,
}: {
  readonly tenant: number;
  readonly uploads: readonly OpenUpload[];
}) {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  if (uploads.length === 0) return null;
  const giveUp = async (id: string) => {
    setError(undefined);
    await abandon(tenant, id).catch(setError);
    await client.invalidateQueries(uploadsQuery(tenant));
  };
  return (
    <section className="sending" aria-labelledby="interrupted">
      <h2 id="interrupted">{TEXTS.deposit.interrupted.title(uploads.length)}</h2>
      <p>{TEXTS.deposit.interrupted.lead}</p>
      <ul className="interrupted">
        {uploads.map(({ id, fileName, workflow, received, size, expires }) => (
          <li key={id}>
            <span>
              <strong>{fileName}</strong>
              <span className="quiet small">
                {isOffered(workflow) ? TEXTS.deposit.kinds[workflow].label : workflow}
              </span>
              <span className="quiet small">{TEXTS.deposit.interrupted.state(received, size, expires)}</span>
            </span>
            <Button
              priority="secondary"
              size="small"
              nativeButtonProps={{ 'aria-label': TEXTS.deposit.interrupted.giveUpNamed(fileName) }}
              onClick={() => void giveUp(id)}
            >
              {TEXTS.deposit.interrupted.giveUp}
            </Button>
          </li>
        ))}
      </ul>
      {error !== undefined && <Failure error={error} title={TEXTS.deposit.interrupted.failed} />}
    </section>
  );
}
