import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { uploadsQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { FileDrop } from '../parts/FileDrop.tsx';
import { Icon } from '../parts/Icon.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { mayDeposit, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { TEXTS } from '../texts/index.ts';
import { Interrupted } from './Interrupted.tsx';
import { clearUpload, percentOf, startUpload, type Upload, useUpload, type Workflow } from './upload.ts';

const route = getRouteApi('/inside/coffres/$tenant/deposer');

const ACCEPTED = /\.(zip|tar|tar\.gz|tgz|tar\.bz2)$/i;

export function DepositPage() {
  const safe = useRight();
  const params = { tenant: String(safe.tenant) };
  return (
    <>
      <Trail
        links={[
          <Link key="transfers" to="/coffres/$tenant/versements" params={params}>
            {TEXTS.transfers.title}
          </Link>,
        ]}
        here={TEXTS.deposit.title}
      />
      <PageHead title={TEXTS.deposit.title} lead={TEXTS.deposit.lead} />
      {mayDeposit(safe) ? <Deposit tenant={safe.tenant} /> : <p>{TEXTS.firstPackage.notYours}</p>}
    </>
  );
}

function Deposit({ tenant }: { readonly tenant: number }) {
  const { essai } = route.useSearch();
  const upload = useUpload();
  const [workflow, setWorkflow] = useState<Workflow>(essai === undefined ? 'DEFAULT_WORKFLOW' : 'BLANK_TEST');
  const [refusal, setRefusal] = useState<string>();
  const { data: begun } = useQuery({ ...uploadsQuery(tenant), enabled: upload.state !== 'sending' });
  useFollowing(tenant, upload);

  function take(files: readonly File[]): void {
    const [file] = files;
    const words = file === undefined ? undefined : refusalOf(files, file);
    setRefusal(words);
    if (file !== undefined && words === undefined) startUpload(tenant, workflow, file);
  }

  if (upload.state === 'sending')
    return upload.tenant === tenant ? <Sending upload={upload} /> : <p role="status">{TEXTS.deposit.busy}</p>;
  return (
    <>
      <Interrupted tenant={tenant} uploads={begun?.uploads ?? []} />
      {essai !== undefined && <p className="notice">{TEXTS.deposit.tries(essai)}</p>}
      <fieldset className="choices">
        <legend>{TEXTS.deposit.kind}</legend>
        {(Object.keys(TEXTS.deposit.kinds) as Workflow[]).map((kind) => (
          <label key={kind} className="choice">
            <input
              type="radio"
              name="workflow"
              value={kind}
              checked={workflow === kind}
              onChange={() => setWorkflow(kind)}
            />
            <strong>{TEXTS.deposit.kinds[kind].label}</strong>
            <span className="quiet small">{TEXTS.deposit.kinds[kind].hint}</span>
          </label>
        ))}
      </fieldset>
      <DropZone take={take} />
      <div role="alert" className="fr-mt-2w">
        {refusal !== undefined && <p className="fr-error-text">{refusal}</p>}
      </div>
      {upload.state === 'failed' && upload.tenant === tenant && (
        <Failure error={upload.error} title={TEXTS.deposit.failed} retry={upload.retry} />
      )}
    </>
  );
}

/** What can be seen of a wrong choice before it is sent. */
function refusalOf(files: readonly File[], { name, size }: File): string | undefined {
  if (files.length > 1) return TEXTS.deposit.several;
  if (!ACCEPTED.test(name)) return TEXTS.deposit.wrongFormat(name);
  return size === 0 ? TEXTS.deposit.empty(name) : undefined;
}

/** Once the service has the package, its transfer is what one wants to see. */
function useFollowing(tenant: number, upload: Upload): void {
  const navigate = useNavigate();
  const client = useQueryClient();
  const id = upload.state === 'done' && upload.tenant === tenant ? upload.id : undefined;
  useEffect(() => {
    if (id === undefined) return;
    clearUpload();
    void client.invalidateQueries(uploadsQuery(tenant));
    void client.invalidateQueries({ queryKey: ['transfers', tenant] });
    void navigate({ to: '/coffres/$tenant/versements/$id', params: { tenant: String(tenant), id } });
  }, [id, tenant, navigate, client]);
}

function DropZone({ take }: { readonly take: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <FileDrop take={take}>
      {(isOver) => (
        <>
          <Icon name="upload" size={40} />
          <p className="drop-title">{isOver ? TEXTS.deposit.dropNow : TEXTS.deposit.drop}</p>
          <p className="quiet">{TEXTS.deposit.or}</p>
          <Button onClick={() => input.current?.click()}>{TEXTS.deposit.choose}</Button>
          <p className="quiet small">{TEXTS.deposit.formats}</p>
          <input
            ref={input}
            type="file"
            hidden
            accept=".zip,.tar,.gz,.tgz,.bz2"
            aria-label={TEXTS.deposit.choose}
            onChange={({ target }) => {
              take([...(target.files ?? [])]);
              // The same file may be chosen again once it is corrected.
              target.value = '';
            }}
          />
        </>
      )}
    </FileDrop>
  );
}

function Sending({ upload }: { readonly upload: Extract<Upload, { state: 'sending' }> }) {
  const { fileName, sent, size, isWaiting } = upload;
  const percent = percentOf(upload);
  return (
    <section className="sending" aria-labelledby="sending">
      <h2 id="sending">{TEXTS.deposit.sending(fileName)}</h2>
      <progress max={100} value={percent} aria-labelledby="sending" />
      <p>{sent < size ? TEXTS.deposit.sent(sent, size) : TEXTS.deposit.accepting}</p>
      <p role="status">{isWaiting && TEXTS.deposit.waiting}</p>
      {/* Tens alone are announced, so that a reader is not interrupted at every packet. */}
      <p className="fr-sr-only" role="status">
        {TEXTS.deposit.underway(fileName, Math.floor(percent / 10) * 10)}
      </p>
      <Button priority="secondary" onClick={clearUpload}>
        {TEXTS.deposit.cancel}
      </Button>
    </section>
  );
}
