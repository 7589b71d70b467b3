import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { operationQuery } from '../api/queries.ts';
import type { OperationDetail } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, typographic, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Findings } from '../transfers/Findings.tsx';
import { findingsOfOperation } from '../transfers/findings.ts';
import { Actions } from '../transfers/Steps.tsx';
import { Duration } from './Duration.tsx';
import { OperationTag } from './LogbookPage.tsx';
import { OperationFiles } from './OperationFiles.tsx';
import { actorName, agentsInWords, rightsInWords, spreadOut } from './recorded-facts.ts';

const route = getRouteApi('/inside/coffres/$tenant/journal/$id');

/** One operation: what it was, what it has left, what went wrong, and its events in their order. */
export function OperationPage() {
  const { tenant, id } = route.useParams();
  const { data, error, refetch } = useQuery(operationQuery(Number(tenant), id));
  const title = data ? typographic(data.label) : TEXTS.logbook.title;
  return (
    <>
      <Trail
        links={[
          <Link key="logbook" to="/coffres/$tenant/journal" params={{ tenant }}>
            {TEXTS.logbook.title}
          </Link>,
        ]}
        here={data ? title : id}
        {...(data ? { hereLanguage: 'fr' } : {})}
      />
      <PageHead title={title} {...(data ? { titleLanguage: 'fr' } : {})} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && <Told tenant={tenant} operation={data} />}
    </>
  );
}

function Told({ tenant, operation }: { readonly tenant: string; readonly operation: OperationDetail }) {
  return (
    <>
      <section className="panel" aria-labelledby="about">
        <h2 id="about">{TEXTS.logbook.about}</h2>
        <About operation={operation} />
        {operation.run !== null && operation.run.endedAt === null && (
          <p>
            <Link to="/coffres/$tenant/operations" params={{ tenant }} search={{ fiche: operation.id }}>
              {TEXTS.logbook.manage}
            </Link>
          </p>
        )}
      </section>
      <Findings findings={findingsOfOperation(operation)} title={TEXTS.logbook.refusal} reply={undefined} />
      {!operation.isRunning && (
        <section className="panel" aria-labelledby="files">
          <h2 id="files">{TEXTS.logbook.files.title}</h2>
          <OperationFiles tenant={Number(tenant)} id={operation.id} />
        </section>
      )}
      <section className="panel" aria-labelledby="events">
        <h2 id="events">{TEXTS.logbook.events}</h2>
        {operation.events.length === 0 ? (
          <p className="quiet">{TEXTS.logbook.noEvents}</p>
        ) : (
          <Actions events={operation.events} />
        )}
      </section>
    </>
  );
}

function About({ operation }: { readonly operation: OperationDetail }) {
  const words = TEXTS.logbook;
  const { detail, run, transaction, id } = operation;
  const code = (text: string) => <span className="identifier">{text}</span>;
  return (
    <Facts
      facts={[
        [words.outcome, <OperationTag key="outcome" operation={operation} />],
        [words.category, wordFor(words.categories, operation.category)],
        [words.columns.begun, dateAndTime(operation.startedAt)],
        [words.columns.ended, dateAndTime(operation.writtenAt)],
        [words.duration, run !== null && <Duration key="duration" run={run} />],
        [words.message, <Recorded key="message" words={operation.message} />],
        [words.contract, rightsInWords(operation.contract)],
        [words.agents, agentsInWords(operation.agents)],
        [words.person, operation.person],
        [words.application, operation.application],
        [words.session, operation.session],
        [words.actor, actorName(operation.actor)],
        [words.detail, detail !== null && <Detail key="detail" text={spreadOut(detail)} />],
        [words.transaction, transaction !== null && transaction !== id && code(transaction)],
        [words.id, code(id)],
      ]}
    />
  );
}

/** Longer ones are unfolded by whoever wants them: proofs and digests are for programs. */
const SHORT = 400;

function Detail({ text }: { readonly text: string }) {
  const shown = <pre className="said">{text}</pre>;
  if (text.length <= SHORT) return shown;
  return (
    <details>
      <summary>{TEXTS.logbook.showDetail}</summary>
      {shown}
    </details>
  );
}
