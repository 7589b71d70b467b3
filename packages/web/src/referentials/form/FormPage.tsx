import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formQuery, recordQuery, referentialsQuery } from '../../api/queries.ts';
import { Failure } from '../../parts/Failure.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { UnknownPage } from '../../shell/fallback-pages.tsx';
import { useRight } from '../../shell/safe.ts';
import { Trail } from '../../shell/Trail.tsx';
import { TEXTS } from '../../texts/index.ts';
import { type EditableName, isEditable } from './layout.ts';
import { RecordForm } from './RecordForm.tsx';
import '../referentials.css';
import './form.css';

const creation = getRouteApi('/inside/coffres/$tenant/referentiels/$kind/creer');
const edition = getRouteApi('/inside/coffres/$tenant/referentiels/$kind/modifier/$id');

export function CreatePage() {
  const { kind } = creation.useParams();
  const { modele } = creation.useSearch();
  return isEditable(kind) ? <Page key={modele} kind={kind} model={modele} /> : <UnknownPage />;
}

export function EditPage() {
  const { kind, id } = edition.useParams();
  return isEditable(kind) ? <Page key={id} kind={kind} id={id} /> : <UnknownPage />;
}

/**
 * @param id of the record that is changed; absent: a new one is made
 * @param model identifier of the record that a new one begins like
 */
function Page({
  kind,
  id,
  model,
}: {
  readonly kind: EditableName;
  readonly id?: string;
  readonly model?: string | undefined;
}) {
  const { tenant } = useRight();
  const params = { tenant: String(tenant), kind };
  const { form: words } = TEXTS.referentials;
  const { data, error, refetch } = useQuery(referentialsQuery(tenant));
  const access = data?.referentials.find(({ name }) => name === kind);
  const mayEdit = (id === undefined ? access?.mayAdd : access?.mayEdit) ?? false;
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
        here={id === undefined ? words.create[kind] : words.edit}
      />
      <PageHead title={id === undefined ? words.create[kind] : words.editTitle(id)} lead={words.lead} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && !mayEdit && <p>{words.notYours}</p>}
      {mayEdit && (id === undefined ? <New kind={kind} model={model} /> : <Existing kind={kind} id={id} />)}
    </>
  );
}

function New({ kind, model }: { readonly kind: EditableName; readonly model: string | undefined }) {
  const { tenant } = useRight();
  const form = useQuery(formQuery(tenant, kind));
  const like = useQuery({ ...recordQuery(tenant, kind, model ?? ''), enabled: model !== undefined });
  const error = form.error ?? like.error;
  if (form.data === undefined || (model !== undefined && like.data === undefined))
    return error ? (
      <Failure
        error={error}
        retry={() => {
          void form.refetch();
          void like.refetch();
        }}
      />
    ) : (
      <Loading />
    );
  return <RecordForm kind={kind} form={form.data} {...(like.data ? { model: like.data } : {})} />;
}

function Existing({ kind, id }: { readonly kind: EditableName; readonly id: string }) {
  const { tenant } = useRight();
  const form = useQuery(formQuery(tenant, kind));
  // What is changed is the record as it is now, not as a list showed it some time ago.
  const record = useQuery({ ...recordQuery(tenant, kind, id), refetchOnMount: 'always' });
  const error = form.error ?? record.error;
  if (form.data !== undefined && record.data !== undefined && record.isFetchedAfterMount)
    return <RecordForm kind={kind} form={form.data} record={record.data} />;
  if (error === null) return <Loading />;
  return (
    <Failure
      error={error}
      retry={() => {
        void form.refetch();
        void record.refetch();
      }}
    />
  );
}
