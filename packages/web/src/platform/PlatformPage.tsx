import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { certificatesQuery, keysQuery, tenantsQuery } from '../api/queries.ts';
import type { Certificate, TenantEntry } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { ContentSearch } from './ContentSearch.tsx';
import { ContextLink } from './ContextLink.tsx';
import { NewCertificate } from './NewCertificate.tsx';
import { NewKey, NewTenant } from './NewForms.tsx';
import { Revocation } from './Revocation.tsx';
import { StandingTag, standingOf } from './StandingTag.tsx';

/** Safes, and what applications come in with: for the operators of the platform. Others are told so once. */
export function PlatformPage() {
  const { data, error, refetch } = useQuery(tenantsQuery);
  return (
    <>
      <PageHead title={TEXTS.platform.title} lead={TEXTS.platform.lead} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          <Tenants tenants={data} />
          <Keys />
          <Certificates />
        </>
      )}
    </>
  );
}

function Tenants({ tenants }: { readonly tenants: readonly TenantEntry[] }) {
  const words = TEXTS.platform;
  return (
    <section className="panel" aria-labelledby="tenants">
      <h2 id="tenants">{words.tenants}</h2>
      <Listing
        caption={words.tenants}
        columns={[words.number, words.name, words.made, words.content.title]}
        rows={tenants.map((each) => [
          String(each.tenant),
          each.name,
          dateAndTime(each.createdAt),
          <ContentSearch key="content" tenant={each} />,
        ])}
      />
      <NewTenant />
    </section>
  );
}

function Keys() {
  const { data, error, refetch } = useQuery(keysQuery);
  const words = TEXTS.platform;
  return (
    <section className="panel" aria-labelledby="keys">
      <h2 id="keys">{words.keys}</h2>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <Listing
          caption={words.keys}
          columns={[
            ...[words.label, words.context, words.made, words.ends, words.lastCall],
            ...[words.standing, words.action],
          ]}
          rows={data.map((key) => [
            key.label,
            <ContextLink key="context" id={key.context} />,
            dateAndTime(key.createdAt),
            key.expiresAt === null ? words.never : dateAndTime(key.expiresAt),
            key.lastCallAt === null ? words.neverUsed : dateAndTime(key.lastCallAt),
            <StandingTag key="standing" standing={standingOf(key)} />,
            standingOf(key) === 'VALID' && (
              <Revocation key="revoke" kind="keys" id={key.id} label={key.label} />
            ),
          ])}
        />
      )}
      <NewKey />
    </section>
  );
}

function Certificates() {
  const { data, error, refetch } = useQuery(certificatesQuery);
  const [renewed, setRenewed] = useState<Certificate>();
  const words = TEXTS.platform;
  return (
    <section className="panel" aria-labelledby="certificates">
      <h2 id="certificates">{words.certificates}</h2>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data?.length === 0 && <p className="quiet">{words.noCertificate}</p>}
      {data !== undefined && data.length > 0 && (
        <Listing
          caption={words.certificates}
          columns={[
            ...[words.label, words.context, words.subject, words.ends, words.lastCall],
            ...[words.standing, words.action],
          ]}
          rows={data.map((entry) => [
            entry.label,
            entry.context === null ? words.ofPerson : <ContextLink key="context" id={entry.context} />,
            entry.subject,
            dateAndTime(entry.notAfter),
            entry.lastCallAt === null ? words.neverUsed : dateAndTime(entry.lastCallAt),
            <StandingTag key="standing" standing={entry.status} />,
            entry.status !== 'REVOKED' && (
              <div key="actions" className="row">
                <Button
                  size="small"
                  priority="tertiary"
                  title={words.renewNamed(entry.label)}
                  onClick={() => setRenewed(entry)}
                >
                  {words.renew}
                </Button>
                {entry.status === 'VALID' && (
                  <Revocation kind="certificates" id={entry.id} label={entry.label} />
                )}
              </div>
            ),
          ])}
        />
      )}
      <NewCertificate renewed={renewed} />
    </section>
  );
}

function Listing({
  caption,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly React.ReactNode[])[];
}) {
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are redrawn as a whole
            <tr key={at}>
              {cells.map((cell, column) => (
                <td key={columns[column]} data-label={columns[column]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
