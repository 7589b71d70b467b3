import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ApiError, call } from '../api/client.ts';
import { referentialAddress, referentialsQuery } from '../api/queries.ts';
import type { CheckedFile, ReferentialAccess } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { UnknownPage } from '../shell/fallback-pages.tsx';
import { useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { TEXTS } from '../texts/index.ts';
import { FileFaults } from './FileFaults.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';
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

/** A file is chosen, checked where that can be done without a change, then imported; its operation tells the rest. */
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
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const send = <T,>(action: 'check' | 'import') =>
    ({
      mutationFn: (chosen: File) =>
        call<T>('POST', `${referentialAddress(tenant, kind)}/${action}`, { file: chosen }),
    }) as const;
  const check = useMutation(send<CheckedFile>('check'));
  const load = useMutation({
    ...send<{ operation: string }>('import'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['referential', tenant, kind] }),
  });
  const take = (chosen: File | undefined) => {
    setFile(chosen);
    check.reset();
    load.reset();
    if (chosen !== undefined && access.hasCheck) check.mutate(chosen);
  };
  const isWrong = check.data !== undefined && faultsIn(check.data);
  const operation =
    load.data?.operation ?? (load.error instanceof ApiError ? load.error.reference : undefined);
  return (
    <>
      {access.hasTemplate && (
        <p>
          <a href={`/api/v1${referentialAddress(tenant, kind)}/template`} download>
            <Icon name="download" /> {TEXTS.referentials.template}
          </a>
        </p>
      )}
      {viewOf(kind).isReplaced && <p className="notice">{TEXTS.referentials.replaces}</p>}
      <div className="row file-choice">
        <Button
          priority={file === undefined ? 'primary' : 'secondary'}
          disabled={load.isPending}
          onClick={() => input.current?.click()}
        >
          {file === undefined ? TEXTS.referentials.choose : TEXTS.referentials.chooseOther}
        </Button>
        {file !== undefined && <span>{TEXTS.referentials.chosen(file.name, file.size)}</span>}
        <input
          ref={input}
          type="file"
          hidden
          accept={`.${access.takes}`}
          aria-label={TEXTS.referentials.choose}
          onChange={({ target }) => {
            take(target.files?.[0]);
            // The same file may be chosen again once it is corrected.
            target.value = '';
          }}
        />
      </div>
      <div role="status">
        {check.isPending && <Loading words={TEXTS.referentials.checking} />}
        {check.data !== undefined && !isWrong && <p className="checked">{TEXTS.referentials.checked}</p>}
      </div>
      {check.error !== null && <Failure error={check.error} title={TEXTS.referentials.checkFailed} />}
      {check.data !== undefined && isWrong && <FileFaults checked={check.data} />}
      {file !== undefined && !isWrong && !check.isPending && load.isIdle && (
        <Button onClick={() => load.mutate(file)}>
          <Icon name="upload" />
          {TEXTS.referentials.confirm}
        </Button>
      )}
      {load.isPending && <Loading words={TEXTS.referentials.importing} />}
      {operation !== undefined && (
        <ImportOutcome tenant={tenant} kind={kind} operation={operation} error={load.error} />
      )}
      {load.error !== null && operation === undefined && (
        <Failure error={load.error} title={TEXTS.referentials.importFailed} />
      )}
    </>
  );
}

const faultsIn = ({ fault, errors }: CheckedFile) => fault !== undefined || Object.keys(errors).length > 0;
