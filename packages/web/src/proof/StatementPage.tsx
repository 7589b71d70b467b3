import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { statementFile, statementQuery } from '../api/queries.ts';
import type { StatementCheck, StatementDetail, StatementEntry } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { iconOf, outcomeOf, Tag, type Tone, toneOf } from '../parts/StatusTag.tsx';
import { mayAdministrate, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { outcomeWords, versionInWords, worstOf } from './statement-state.ts';
import './proof.css';

const route = getRouteApi('/inside/coffres/$tenant/valeur-probante/$id');
const TONES: Readonly<Record<StatementCheck['status'], Tone>> = { OK: 'good', WARNING: 'warn', KO: 'bad' };

/** One statement, told in words first, then check by check; as it is printed for an expert. */
export function StatementPage() {
  const safe = useRight();
  const { tenant, id } = route.useParams();
  const { data, error, refetch } = useQuery({
    ...statementQuery(safe.tenant, id),
    enabled: mayAdministrate(safe),
  });
  const words = TEXTS.proof;
  if (!mayAdministrate(safe)) return <PageHead title={words.title} lead={words.notYours} />;
  const title = data ? words.named(dateAndTime(data.createdAt)) : words.title;
  return (
    <div className="statement">
      <Trail
        links={[
          <Link key="statements" to="/coffres/$tenant/valeur-probante" params={{ tenant }} search={{}}>
            {words.title}
          </Link>,
        ]}
        here={data ? title : id}
      />
      <PageHead
        title={title}
        lead={TEXTS.safeNamed(safe.tenant, safe.tenantName)}
        actions={
          data?.report && (
            <Button priority="secondary" onClick={() => window.print()}>
              {words.print}
            </Button>
          )
        }
      />
      {data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && (
        <>
          <Outcome tenant={safe.tenant} statement={data} />
          {data.report?.entries.map((entry) => (
            <Entry key={`${entry.objectGroupId} ${entry.usageVersion}`} tenant={tenant} entry={entry} />
          ))}
          {data.report && <p className="quiet small">{words.expert}</p>}
        </>
      )}
    </div>
  );
}

function Outcome({ tenant, statement }: { readonly tenant: number; readonly statement: StatementDetail }) {
  const { id, usage, version, report } = statement;
  const words = TEXTS.proof;
  const outcome = outcomeOf(statement);
  const { word, told } = outcomeWords(statement);
  return (
    <section className={`outcome tone-${toneOf(outcome)}`} aria-label={words.columns.status}>
      <Icon name={iconOf(outcome)} size={28} />
      <div>
        <div role="status">
          <p className="outcome-title">{word}</p>
          <p>{told}</p>
        </div>
        {report && (
          <p>
            {report.results.total === 0
              ? words.nothing
              : words.summary(
                  report.results.total,
                  report.results.OK,
                  report.results.WARNING,
                  report.results.KO,
                )}
          </p>
        )}
        {report && report.entries.length < report.results.total && (
          <p className="quiet">{words.shown(report.entries.length, report.results.total)}</p>
        )}
        <p className="quiet small">
          {words.asked(wordFor(words.usages, usage), versionInWords(version))} ·{' '}
          <span className="identifier">{id}</span>
        </p>
        {report && (
          <div className="row">
            <a className="fr-btn" href={statementFile(tenant, id)} download>
              <Icon name="download" />
              {words.download}
            </a>
          </div>
        )}
      </div>
    </section>
  );
}

function Entry({ tenant, entry }: { readonly tenant: string; readonly entry: StatementEntry }) {
  const { unitIds, title, objectId, objectGroupId, usageVersion, checks, operations, evEndDateTime } = entry;
  const words = TEXTS.proof;
  const [unit] = unitIds;
  const name = title ?? unit ?? objectGroupId;
  return (
    <section className="panel" aria-label={name}>
      <div className="question">
        <h2>{name}</h2>
        <Tag tone={TONES[entry.status]} words={words.outcomes[entry.status].word} />
      </div>
      <Facts
        facts={[
          [
            words.archive,
            unit !== undefined && (
              <Link
                key="unit"
                to="/coffres/$tenant/archives/$id"
                params={{ tenant, id: unit }}
                className="identifier"
              >
                {unit}
              </Link>
            ),
          ],
          [words.group, <Code key="group" text={objectGroupId} />],
          [words.object, objectId !== '' && <Code key="object" text={`${objectId} (${usageVersion})`} />],
          [words.examined, dateAndTime(`${evEndDateTime}Z`)],
        ]}
      />
      {checks.length === 0 ? <p>{words.noVersion}</p> : <Questions checks={checks} />}
      {checks.length > 0 && (
        <details>
          <summary>{words.checks}</summary>
          <Checks checks={checks} />
          <h3>{words.operations}</h3>
          <ul>
            {operations.map((operation) => (
              <li key={operation.id}>
                {operation.evTypeProc} · {dateAndTime(`${operation.evDateTime}Z`)} ·{' '}
                <Link
                  to="/coffres/$tenant/journal/$id"
                  params={{ tenant, id: operation.id }}
                  className="identifier"
                >
                  {operation.id}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const Code = ({ text }: { readonly text: string }) => <span className="identifier">{text}</span>;

/** The four questions that the checks answer, each with its answer in words. */
function Questions({ checks }: { readonly checks: readonly StatementCheck[] }) {
  const { questions, statuses } = TEXTS.proof;
  return (
    <ul className="plain">
      {(Object.keys(questions) as (keyof typeof questions)[]).map((type) => {
        const status = worstOf(checks.filter((check) => check.type === type));
        const question = questions[type];
        const answer =
          status === 'OK'
            ? question.good
            : status === 'WARNING' && 'warned' in question
              ? question.warned
              : question.bad;
        return (
          <li key={type} className="question">
            <span>
              <strong>{question.title}</strong> {answer}
            </span>
            <Tag tone={TONES[status]} words={statuses[status]} />
          </li>
        );
      })}
    </ul>
  );
}

function Checks({ checks }: { readonly checks: readonly StatementCheck[] }) {
  const { check: columns, names, statuses, checks: caption } = TEXTS.proof;
  return (
    <section className="table-region" aria-label={caption}>
      <table className="table compared">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.values}</th>
            <th scope="col">{columns.status}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(({ name, sourceComparable, destinationComparable, status }) => (
            <tr key={name}>
              <td>{wordFor(names, name)}</td>
              <td>
                <Code text={shortened(sourceComparable)} />
                {destinationComparable !== sourceComparable && (
                  <Code text={shortened(destinationComparable)} />
                )}
              </td>
              <td>
                <Tag tone={TONES[status]} words={statuses[status]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Digests are shown whole; of a time stamp of two thousand letters, the beginning and the end. */
const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 40)} … ${text.slice(-40)}` : text);
