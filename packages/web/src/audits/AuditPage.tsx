import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { auditQuery, auditReport } from '../api/queries.ts';
import type { AuditDetail, AuditFault } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { ControlTag, iconOf, outcomeOf, Tag, toneOf } from '../parts/StatusTag.tsx';
import { mayAudit, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, duration } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { readMessage } from '../transfers/findings.ts';
import './audits.css';
import { adviceFor, perimeterInWords, remarkInWords, stateInWords } from './audit-words.ts';

const route = getRouteApi('/inside/coffres/$tenant/audits/$id');

export function AuditPage() {
  const safe = useRight();
  const { tenant, id } = route.useParams();
  const { data, error, refetch } = useQuery({ ...auditQuery(safe.tenant, id), enabled: mayAudit(safe) });
  if (!mayAudit(safe)) return <PageHead title={TEXTS.audits.title} lead={TEXTS.audits.notYours} />;
  const name = data && TEXTS.audits.named(TEXTS.audits.kinds[data.kind], dateAndTime(data.createdAt));
  return (
    <>
      <Trail
        links={[
          <Link key="audits" to="/coffres/$tenant/audits" params={{ tenant }}>
            {TEXTS.audits.title}
          </Link>,
        ]}
        here={name ?? id}
      />
      <PageHead title={name ?? TEXTS.audits.title} />
      {data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && (
        <>
          <Outcome tenant={tenant} audit={data} />
          <Faults tenant={tenant} audit={data} />
          <Remarks audit={data} />
          <About audit={data} />
        </>
      )}
    </>
  );
}

function Outcome({ tenant, audit }: { readonly tenant: string; readonly audit: AuditDetail }) {
  const { id, progress, report } = audit;
  const outcome = outcomeOf(audit);
  const step = TEXTS.transfers.progress(progress.done, progress.of);
  return (
    <section className={`outcome tone-${toneOf(outcome)}`} aria-label={TEXTS.transfers.columns.outcome}>
      <Icon name={iconOf(outcome)} size={28} />
      <div>
        <div role="status">
          <p className="outcome-title">{TEXTS.audits.status[outcome]}</p>
          <p>
            {outcome === 'KO' && !report?.objects.faulty
              ? TEXTS.audits.notMade
              : TEXTS.audits.outcome[outcome]}
          </p>
          {report !== undefined && (
            <p>
              {TEXTS.audits.counted(
                report.objects.sound + report.objects.faulty,
                report.groups.sound + report.groups.faulty,
              )}
              {' · '}
              {report.objects.faulty === 0
                ? TEXTS.audits.allSound
                : TEXTS.audits.faultyCount(report.objects.faulty)}
            </p>
          )}
        </div>
        {outcome === 'running' && (
          <>
            <progress max={progress.of} value={progress.done} aria-label={step} />
            <p className="small">
              {step}
              {progress.step !== undefined && (
                <>
                  {' · '}
                  <Recorded words={progress.step} />
                </>
              )}
            </p>
          </>
        )}
        <div className="row">
          {report !== undefined && (
            <a className="fr-btn" href={auditReport(tenant, id)} download>
              <Icon name="download" />
              {TEXTS.audits.download}
            </a>
          )}
          <Link
            to="/coffres/$tenant/journal/$id"
            params={{ tenant, id }}
            className="fr-btn fr-btn--secondary"
          >
            {TEXTS.audits.journal}
          </Link>
        </div>
      </div>
    </section>
  );
}

function Faults({ tenant, audit: { report } }: { readonly tenant: string; readonly audit: AuditDetail }) {
  if (report === undefined || report.faults.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="faults">
      <h2 id="faults">{TEXTS.audits.faults}</h2>
      {report.faults.length < report.objects.faulty && (
        <p className="quiet">{TEXTS.audits.firstFaults(report.faults.length, report.objects.faulty)}</p>
      )}
      <ul className="plain">
        {report.faults.map((fault) => (
          <Fault key={fault.object} tenant={tenant} fault={fault} />
        ))}
      </ul>
    </section>
  );
}

function Fault({ tenant, fault }: { readonly tenant: string; readonly fault: AuditFault }) {
  const { unit, version, object, offers } = fault;
  return (
    <li className="audit-fault">
      <h3>
        {unit === null || unit.title === null ? (
          TEXTS.audits.hiddenUnit
        ) : (
          <Link to="/coffres/$tenant/archives/$id" params={{ tenant, id: unit.id }}>
            {unit.title}
          </Link>
        )}
      </h3>
      <p className="quiet small identifier">{TEXTS.audits.object(version, object)}</p>
      <ul className="plain">
        {offers.map(({ id, fault: wrong }) => (
          <li key={id} className="row">
            <Tag tone={wrong === null ? 'good' : 'bad'} words={TEXTS.audits.copy(id)} />
            {stateInWords(wrong)}
          </li>
        ))}
      </ul>
      <p>{adviceFor(fault)}</p>
    </li>
  );
}

function Remarks({ audit: { remarks } }: { readonly audit: AuditDetail }) {
  if (remarks.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="remarks">
      <h2 id="remarks">{TEXTS.audits.remarks}</h2>
      <ul className="plain">
        {remarks.map(({ outcome, message, detail }) => (
          <li key={`${outcome} ${message}`}>
            <div className="action">
              <span>
                <strong>
                  <Recorded words={readMessage(message).sentence} />
                </strong>
                {remarkInWords(detail) !== undefined && (
                  <span className="quiet small"> {remarkInWords(detail)}</span>
                )}
              </span>
              <ControlTag outcome={outcome} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function About({ audit }: { readonly audit: AuditDetail }) {
  const { id, requester, createdAt, updatedAt, state, perimeter } = audit;
  const words = TEXTS.audits.facts;
  return (
    <section className="panel" aria-labelledby="about">
      <h2 id="about">{TEXTS.audits.about}</h2>
      <Facts
        facts={[
          [words.perimeter, perimeterInWords(audit, audit.agencies)],
          [words.request, perimeter.kind === 'request' && <code key="request">{perimeter.request}</code>],
          [words.requester, requester ?? TEXTS.audits.application],
          [words.date, dateAndTime(createdAt)],
          [words.lasted, state === 'COMPLETED' && duration(createdAt, updatedAt)],
          [
            words.id,
            <span key="id" className="identifier">
              {id}
            </span>,
          ],
        ]}
      />
    </section>
  );
}
