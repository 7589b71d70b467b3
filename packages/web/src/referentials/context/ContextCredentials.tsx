import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { certificatesQuery, keysQuery } from '../../api/queries.ts';
import type { ApiKey, Certificate } from '../../api/types.ts';
import { Failure } from '../../parts/Failure.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { StandingTag, standingOf } from '../../platform/StandingTag.tsx';
import { useRight } from '../../shell/safe.ts';
import { dateAndTime } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';

/** An end that is nearer is told. */
const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/** A key, or a certificate. */
interface Credential {
  readonly kind: 'key' | 'certificate';
  readonly id: string;
  readonly label: string;
  readonly standing: Certificate['status'];
  /** Null: none. */
  readonly end: string | null;
  readonly lastCallAt: string | null;
  readonly calls: number;
}

const ofKey = (key: ApiKey): Credential => ({
  ...key,
  ...{ kind: 'key', standing: standingOf(key), end: key.expiresAt },
});
const ofCertificate = (certificate: Certificate): Credential => ({
  ...certificate,
  ...{ kind: 'certificate', standing: certificate.status, end: certificate.notAfter },
});

/** With what an application comes in under a context: until when, and when it last did. */
export function ContextCredentials({ id }: { readonly id: string }) {
  const { tenant } = useRight();
  const keys = useQuery(keysQuery);
  const certificates = useQuery(certificatesQuery);
  const words = TEXTS.context;
  const error = keys.error ?? certificates.error;
  const all =
    keys.data === undefined || certificates.data === undefined
      ? undefined
      : [
          ...keys.data.filter(({ context }) => context === id).map(ofKey),
          ...certificates.data.filter(({ context }) => context === id).map(ofCertificate),
        ];
  const good = all?.filter(({ standing }) => standing === 'VALID') ?? [];
  const last = all
    ?.flatMap(({ lastCallAt }) => lastCallAt ?? [])
    .toSorted()
    .at(-1);
  return (
    <section aria-labelledby="credentials">
      <h3 id="credentials">{words.credentials}</h3>
      {all === undefined &&
        (error ? (
          <Failure
            error={error}
            retry={() => {
              void keys.refetch();
              void certificates.refetch();
            }}
          />
        ) : (
          <Loading />
        ))}
      {all !== undefined && (
        <>
          <p className="fr-mb-1v">
            {last === undefined
              ? words.neverCalled
              : words.called(
                  dateAndTime(last),
                  all.reduce((sum, { calls }) => sum + calls, 0),
                )}
          </p>
          {good.length === 0 && <p className="notice">{words.noCredential}</p>}
          <ul className="plain changes">
            {all.map((each) => (
              <CredentialRow key={`${each.kind} ${each.id}`} credential={each} />
            ))}
          </ul>
        </>
      )}
      <p className="fr-mt-1w">
        <Link to="/coffres/$tenant/plate-forme" params={{ tenant: String(tenant) }}>
          {words.manage}
        </Link>
      </p>
    </section>
  );
}

function CredentialRow({ credential }: { readonly credential: Credential }) {
  const { kind, label, standing, end, lastCallAt, calls } = credential;
  const words = TEXTS.context;
  const days = end === null ? undefined : Math.floor((Date.parse(end) - Date.now()) / DAY_MS);
  const isSoon = standing === 'VALID' && days !== undefined && days < SOON_DAYS;
  return (
    <li>
      <div className="row">
        <strong>{label}</strong>
        <StandingTag standing={standing} />
      </div>
      <p className="small quiet fr-mb-0">
        {words.kinds[kind]} · {end === null ? words.endless : words.ends(dateAndTime(end))}
        {' · '}
        {lastCallAt === null ? words.neverUsed : words.used(dateAndTime(lastCallAt), calls)}
      </p>
      {isSoon && <p className="notice small fr-mb-0">{words.soon(Math.max(days, 0))}</p>}
    </li>
  );
}
