import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { transferDocument, transferQuery } from '../api/queries.ts';
import type { TransferDetail } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { iconOf, outcomeOf, type TransferOutcome, toneOf } from '../parts/StatusTag.tsx';
import { mayDeposit, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, duration, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Findings } from './Findings.tsx';
import { findingsOf } from './findings.ts';
import { Steps, stepName } from './Steps.tsx';
import { nameOfTransfer } from './TransfersPage.tsx';

const route = getRouteApi('/inside/coffres/$tenant/versements/$id');

export function TransferPage() {
  const { tenant, id } = route.useParams();
  const { data: transfer, error, refetch } = useQuery(transferQuery(Number(tenant), id));
  const title = transfer ? TEXTS.transfer.title(nameOfTransfer(transfer)) : TEXTS.transfers.title;
  return (
    <>
      <Trail
        links={[
          <Link key="transfers" to="/coffres/$tenant/versements" params={{ tenant }}>
            {TEXTS.transfers.title}
          </Link>,
        ]}
        here={transfer ? nameOfTransfer(transfer) : id}
      />
      <PageHead title={title} {...(transfer?.comment === undefined ? {} : { lead: transfer.comment })} />
      {transfer === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {transfer !== undefined && <Told tenant={tenant} transfer={transfer} />}
    </>
  );
}

function Told({ tenant, transfer }: { readonly tenant: string; readonly transfer: TransferDetail }) {
  const outcome = outcomeOf(transfer);
  const findings = findingsOf(transfer);
  return (
    <>
      <Outcome tenant={tenant} transfer={transfer} outcome={outcome} />
      <div className="two-columns">
        <div>
          <Findings
            findings={findings}
            title={
              outcome === 'KO'
                ? TEXTS.transfer.understand
                : outcome === 'FATAL'
                  ? TEXTS.transfer.failure
                  : TEXTS.transfer.warnings
            }
            reply={
              transfer.state === 'COMPLETED'
                ? transferDocument(Number(tenant), transfer.id, 'reply')
                : undefined
            }
          />
          <section className="panel" aria-labelledby="steps">
            <h2 id="steps">{TEXTS.transfer.steps}</h2>
            <Steps steps={transfer.steps} />
          </section>
        </div>
        <div>
          <Documents tenant={tenant} transfer={transfer} />
          <About transfer={transfer} />
        </div>
      </div>
    </>
  );
}

function Outcome({
  tenant,
  transfer,
  outcome,
}: {
  readonly tenant: string;
  readonly transfer: TransferDetail;
  readonly outcome: TransferOutcome;
}) {
  const safe = useRight();
  const { id, progress, steps, volumes } = transfer;
  const isIn = outcome === 'OK' || outcome === 'WARNING';
  const running =
    steps.find(({ state }) => state === 'running') ?? steps.find(({ state }) => state === 'waiting');
  return (
    <section className={`outcome tone-${toneOf(outcome)}`} aria-label={TEXTS.transfers.columns.outcome}>
      <Icon name={iconOf(outcome)} size={28} />
      <div>
        <div role="status">
          <p className="outcome-title">{TEXTS.status[outcome]}</p>
          <p>{TEXTS.transfer.outcome[outcome]}</p>
        </div>
        {isIn && volumes && <p className="quiet">{TEXTS.transfer.counts(volumes)}</p>}
        {outcome === 'running' && (
          <>
            <progress
              max={progress.of}
              value={progress.done}
              aria-label={TEXTS.transfer.announced(progress.done, progress.of)}
            />
            <p className="small">
              {`${TEXTS.transfers.progress(progress.done, progress.of)}${running ? ` · ${stepName(running)}` : ''}`}
            </p>
          </>
        )}
        {isIn && (
          <div className="row">
            <Link
              to="/coffres/$tenant/recherche"
              params={{ tenant }}
              search={{ versement: id }}
              className="fr-btn"
            >
              <Icon name="search" />
              {TEXTS.transfer.read}
            </Link>
          </div>
        )}
        {outcome === 'KO' && mayDeposit(safe) && (
          <div className="row">
            <Link to="/coffres/$tenant/deposer" params={{ tenant }} className="fr-btn fr-btn--secondary">
              <Icon name="upload" />
              {TEXTS.transfer.again}
            </Link>
          </div>
        )}
      </div>
    </section>
  );
}

function Documents({ tenant, transfer }: { readonly tenant: string; readonly transfer: TransferDetail }) {
  const address = (document: 'reply' | 'manifest') => transferDocument(Number(tenant), transfer.id, document);
  const isOver = transfer.state === 'COMPLETED';
  // A package whose manifest could not be read has none to give back.
  const hasManifest = transfer.messageIdentifier !== undefined;
  return (
    <section className="panel" aria-labelledby="documents">
      <h2 id="documents">{TEXTS.transfer.documents}</h2>
      {!isOver && <p className="quiet small">{TEXTS.transfer.documentsLater}</p>}
      {isOver && (
        <ul className="plain documents">
          <li>
            <a href={address('reply')} download className="fr-link">
              {TEXTS.transfer.reply}
            </a>
            <p className="quiet small">{TEXTS.transfer.replyHint}</p>
          </li>
          {hasManifest && (
            <li>
              <a href={address('manifest')} download className="fr-link">
                {TEXTS.transfer.manifest}
              </a>
              <p className="quiet small">{TEXTS.transfer.manifestHint}</p>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function named({ agencies }: TransferDetail, agency: string | undefined): string | undefined {
  if (agency === undefined) return undefined;
  const name = agencies[agency];
  return name === undefined ? agency : `${name} (${agency})`;
}

function About({ transfer }: { readonly transfer: TransferDetail }) {
  const isOver = transfer.state === 'COMPLETED';
  return (
    <section className="panel" aria-labelledby="about">
      <h2 id="about">{TEXTS.transfer.about}</h2>
      <Facts
        compact
        facts={[
          [TEXTS.transfer.facts.message, transfer.messageIdentifier],
          [TEXTS.transfer.facts.kind, wordFor(TEXTS.transfer.kinds, transfer.workflow)],
          [TEXTS.transfer.facts.agency, named(transfer, transfer.originatingAgency)],
          [TEXTS.transfer.facts.submission, named(transfer, transfer.submissionAgency)],
          [TEXTS.transfer.facts.agreement, transfer.agreement],
          [TEXTS.transfer.facts.profile, transfer.archivalProfile],
          [TEXTS.transfer.facts.file, transfer.fileName],
          [TEXTS.transfer.facts.begun, dateAndTime(transfer.createdAt)],
          [TEXTS.transfer.facts.ended, isOver && dateAndTime(transfer.updatedAt)],
          [TEXTS.transfer.facts.lasted, isOver && duration(transfer.createdAt, transfer.updatedAt)],
          [
            TEXTS.transfer.facts.id,
            <span key="id" className="identifier">
              {transfer.id}
            </span>,
          ],
        ]}
      />
    </section>
  );
}
