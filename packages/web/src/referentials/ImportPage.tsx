import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ApiError, call, withQuery } from '../api/client.ts';
import { referentialAddress, referentialsQuery } from '../api/queries.ts';
import type { CheckedFile, DoneBy, ReferentialAccess } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { FileDrop } from '../parts/FileDrop.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { UnknownPage } from '../shell/fallback-pages.tsx';
import { useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { TEXTS } from '../texts/index.ts';
import { FileFaults } from './FileFaults.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';
import { ImportPreview, ImportRefusals } from './ImportPreview.tsx';
import { isReferential, type ReferentialName, viewOf } from './kinds.ts';
import './referentials.css';

const route = getRouteApi('/inside/coffres/$tenant/referentiels/$kind/importer');

export function ImportPage() {
  const { kind } = route.useParams();
  return isReferential(kind) ? <Import kind={kind} /> : <UnknownPage />;
}

function Import({ kind }: { readonly kind: ReferentialName }) {
  const { tenant } = useRight();
  const { data, error, refetch } = useQuery(referentialsQuery(tenant));
  const access = data?.referentials.find(({ name }) => name === kind);
  const params = { tenant: String(tenant), kind };
  const title = TEXTS.referentials.importTitle(TEXTS.referentials.kinds[kind].title);
  return (
    <>
      <Trail
        links={[
          <Link key="all" to="/coffres/$tenant/referentiels" params={params}>
            {TEXTS.referentials.title}
          </Link>,
          <Link key="kind" to="/coffres/$tenant/referentiels/$kind" params={params}>
            {TEXTS.referentials.kinds[kind].title}
          </Link>,
        ]}
        here={TEXTS.referentials.import}
      />
      <PageHead title={title} lead={TEXTS.referentials.kinds[kind].file} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined &&
        (access?.mayImport ? (
          <ImportForm tenant={tenant} kind={kind} access={access} />
        ) : (
          <p>{TEXTS.referentials.notYours}</p>
        ))}
    </>
  );
}

/** A file is chosen and compared without a change, then imported; its operation tells the rest. */
function ImportForm({
  tenant,
  kind,
  access,
}: {
  readonly tenant: number;
  readonly kind: ReferentialName;
  readonly access: ReferentialAccess;
}) {
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const address = referentialAddress(tenant, kind);
  const check = useMutation({
    mutationFn: (chosen: File) =>
      call<CheckedFile>('POST', withQuery(`${address}/check`, formOf(kind, chosen)), { file: chosen }),
  });
  const load = useMutation({
    // What was shown is what is done: a referential that has changed since is not replaced.
    mutationFn: (chosen: File) =>
      call<DoneBy>(
        'POST',
        withQuery(`${address}/import`, { ...formOf(kind, chosen), state: check.data?.preview?.state }),
        { file: chosen },
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['referential', tenant, kind] }),
  });
  const take = (chosen: File | undefined) => {
    setFile(chosen);
    check.reset();
    load.reset();
    if (chosen !== undefined) check.mutate(chosen);
  };
  const isWrong = check.data !== undefined && isRefused(check.data);
  const isOvertaken = load.error instanceof ApiError && load.error.status === 409;
  const operation =
    load.data?.operation ?? (load.error instanceof ApiError ? load.error.reference : undefined);
  return (
    <>
      <FileChoice
        kind={kind}
        tenant={tenant}
        access={access}
        file={file}
        take={take}
        isBusy={load.isPending}
      />
      <div role="status">
        {check.isPending && <Loading words={TEXTS.referentials.checking} />}
        {check.data !== undefined && !isWrong && load.isIdle && (
          <p className="checked">{TEXTS.referentials.checked}</p>
        )}
      </div>
      {check.error !== null && <Failure error={check.error} title={TEXTS.referentials.checkFailed} />}
      {check.data !== undefined && hasFaults(check.data) && <FileFaults checked={check.data} />}
      {check.data !== undefined && <ImportRefusals refusals={check.data.refusals} />}
      {check.data?.preview !== undefined && load.isIdle && <ImportPreview preview={check.data.preview} />}
      {file !== undefined && load.isIdle && !check.isPending && (
        <div className="row">
          {!isWrong && check.error === null && (
            <Button onClick={() => load.mutate(file)}>
              <Icon name="upload" />
              {TEXTS.referentials.confirm}
            </Button>
          )}
          <Button priority="secondary" onClick={() => take(undefined)}>
            {TEXTS.referentials.preview.giveUp}
          </Button>
        </div>
      )}
      {load.isPending && <Loading words={TEXTS.referentials.importing} />}
      {isOvertaken && file !== undefined && (
        <div className="notice" role="alert">
          <p>{TEXTS.referentials.preview.overtaken}</p>
          <Button priority="secondary" onClick={() => take(file)}>
            {TEXTS.referentials.preview.compareAgain}
          </Button>
        </div>
      )}
      {operation !== undefined && !isOvertaken && (
        <ImportOutcome tenant={tenant} kind={kind} operation={operation} error={load.error} />
      )}
      {load.error !== null && operation === undefined && (
        <Failure error={load.error} title={TEXTS.referentials.importFailed} />
      )}
    </>
  );
}

/** Files to begin with, and the one that is chosen. */
function FileChoice({
  tenant,
  kind,
  access,
  file,
  take,
  isBusy,
}: {
  readonly tenant: number;
  readonly kind: ReferentialName;
  readonly access: ReferentialAccess;
  readonly file: File | undefined;
  readonly take: (file: File | undefined) => void;
  readonly isBusy: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const address = `/api/v1${referentialAddress(tenant, kind)}`;
  return (
    <>
      {access.hasTemplate && (
        <p className="row">
          <a href={`${address}/template`} download>
            <Icon name="download" /> {TEXTS.referentials.template}
          </a>
          {access.takesTable && (
            <a href={`${address}/template?form=table`} download>
              <Icon name="download" /> {TEXTS.referentials.tableTemplate}
            </a>
          )}
          {viewOf(kind).isReplaced && (
            <a href={`${address}/file`} download>
              <Icon name="download" /> {TEXTS.referentials.preview.current}
            </a>
          )}
        </p>
      )}
      {viewOf(kind).isReplaced && (
        <p className="notice">
          {kind === 'agencies' ? TEXTS.agencies.replaces : TEXTS.referentials.replaces}
        </p>
      )}
      <div className="file-choice">
        <FileDrop take={([dropped]) => isBusy || take(dropped)}>
          {(isOver) => (
            <>
              <p className={file === undefined || isOver ? 'quiet' : 'drop-title'}>
                {file === undefined || isOver
                  ? TEXTS.referentials.drop
                  : TEXTS.referentials.chosen(file.name, file.size)}
              </p>
              <Button
                priority={file === undefined ? 'primary' : 'secondary'}
                disabled={isBusy}
                onClick={() => input.current?.click()}
              >
                {file === undefined ? TEXTS.referentials.choose : TEXTS.referentials.chooseOther}
              </Button>
            </>
          )}
        </FileDrop>
        <input
          ref={input}
          type="file"
          hidden
          accept={extensionsOf(kind, access).join(',')}
          aria-label={TEXTS.referentials.choose}
          onChange={({ target }) => {
            take(target.files?.[0]);
            // The same file may be chosen again once it is corrected.
            target.value = '';
          }}
        />
      </div>
    </>
  );
}

/** Of a file that adds to the referential, by its name; a file that replaces it has none. */
function formOf(kind: ReferentialName, { name }: File): { form?: string } {
  const { additions } = viewOf(kind);
  const isAddition = additions?.extensions.some((extension) => name.toLowerCase().endsWith(extension));
  return additions !== undefined && isAddition ? { form: additions.form } : {};
}

const extensionsOf = (kind: ReferentialName, { takes, takesTable }: ReferentialAccess) => [
  ...new Set([`.${takes}`, ...(takesTable ? ['.csv'] : []), ...(viewOf(kind).additions?.extensions ?? [])]),
];

const hasFaults = ({ fault, errors }: CheckedFile) => fault !== undefined || Object.keys(errors).length > 0;
const isRefused = (checked: CheckedFile) => hasFaults(checked) || checked.refusals.length > 0;
