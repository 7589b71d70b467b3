import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useId, useRef, useState } from 'react';
import { ApiError, call } from '../api/client.ts';
import type { Envelope } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { mayWriteQueries, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { TEXTS } from '../texts/index.ts';
import { EXAMPLES } from './examples.ts';
import { jsonFault, placeOf } from './json-fault.ts';
import './expert.css';

type Collection = keyof typeof TEXTS.expert.collections;
type Example = keyof typeof EXAMPLES;

/** Longer answers are shown in part: a browser lays out no hundred megabytes of text. */
const SHOWN = 200_000;

interface Asked {
  readonly collection: Collection;
  readonly query: unknown;
}

interface Answer {
  readonly text: string;
  readonly total: number;
  readonly size: number;
  /** From the sending to the last byte, milliseconds. */
  readonly took: number;
  readonly bytes: number;
}

/** Queries written by hand, answered as an application is (spec frontoffice.md B.33). */
export function QueryPage() {
  const safe = useRight();
  const params = { tenant: String(safe.tenant) };
  const isMine = mayWriteQueries(safe);
  return (
    <>
      <Trail
        links={[
          <Link key="search" to="/coffres/$tenant/recherche" params={params}>
            {TEXTS.shell.search}
          </Link>,
        ]}
        here={TEXTS.expert.title}
      />
      <PageHead title={TEXTS.expert.title} lead={isMine ? TEXTS.expert.lead : TEXTS.expert.notYours} />
      {isMine && <QueryForm tenant={safe.tenant} />}
    </>
  );
}

function QueryForm({ tenant }: { readonly tenant: number }) {
  const words = TEXTS.expert;
  const [collection, setCollection] = useState<Collection>('units');
  const [text, setText] = useState(() => layOut(EXAMPLES.words.query));
  const [fault, setFault] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  const stop = useRef<AbortController>(undefined);
  const id = useId();
  const ask = useMutation({
    mutationFn: (asked: Asked) => {
      stop.current = new AbortController();
      return send(tenant, asked, stop.current.signal);
    },
  });
  const refusal = ask.error instanceof ApiError && ask.error.status < 500 ? ask.error : undefined;
  const isStopped = ask.error instanceof DOMException && ask.error.name === 'AbortError';

  /** The query; undefined when it is none, which is then told beside it. */
  function read(): unknown {
    const at = jsonFault(text);
    if (at === undefined) {
      setFault(undefined);
      return JSON.parse(text);
    }
    const { line, column } = placeOf(text, at);
    setFault(text.trim() === '' ? words.empty : words.notJson(line, column));
    ask.reset();
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
    return undefined;
  }

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    const query = read();
    if (query !== undefined) ask.mutate({ collection, query });
  }

  function begin(name: Example): void {
    setCollection(EXAMPLES[name].collection);
    setText(layOut(EXAMPLES[name].query));
    setFault(undefined);
    ask.reset();
  }

  const told = fault ?? refusal?.message;
  return (
    <div className="query-layout">
      <form onSubmit={submit} noValidate>
        <div className="criteria">
          <Select
            label={words.collection}
            options={Object.entries(words.collections).map(([value, label]) => ({ value, label }))}
            nativeSelectProps={{
              value: collection,
              onChange: ({ target }) => setCollection(target.value as Collection),
            }}
          />
          <Select
            label={words.example}
            options={[
              { value: '', label: words.noExample },
              ...Object.entries(words.examples).map(([value, label]) => ({ value, label })),
            ]}
            nativeSelectProps={{
              value: '',
              onChange: ({ target }) => target.value !== '' && begin(target.value as Example),
            }}
          />
        </div>
        <div className={told === undefined ? 'fr-input-group' : 'fr-input-group fr-input-group--error'}>
          <label className="fr-label" htmlFor={id}>
            {words.query}
            <span className="fr-hint-text">{words.queryHint}</span>
          </label>
          <textarea
            ref={area}
            id={id}
            className="fr-input query-text"
            rows={16}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            value={text}
            aria-invalid={told !== undefined}
            aria-describedby={told === undefined ? undefined : `${id}-fault`}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
            }}
          />
          <div id={`${id}-fault`} role="alert">
            {fault !== undefined && <p className="fr-error-text">{fault}</p>}
            {fault === undefined && refusal !== undefined && <Refused refusal={refusal} />}
          </div>
        </div>
        <div className="row">
          <Button type="submit" disabled={ask.isPending}>
            {words.send}
          </Button>
          {ask.isPending && (
            <Button priority="secondary" type="button" onClick={() => stop.current?.abort()}>
              {words.stop}
            </Button>
          )}
          <Button
            priority="secondary"
            type="button"
            onClick={() => {
              const query = read();
              if (query !== undefined) setText(layOut(query));
            }}
          >
            {words.layOut}
          </Button>
          <Button
            priority="tertiary"
            type="button"
            onClick={() => {
              setText('');
              setFault(undefined);
              ask.reset();
              area.current?.focus();
            }}
          >
            {words.clear}
          </Button>
        </div>
      </form>
      <section aria-labelledby="answer">
        <h2 id="answer">{words.answer}</h2>
        {ask.isPending && <Loading words={words.sending} />}
        {ask.error !== null && refusal === undefined && !isStopped && (
          <Failure error={ask.error} retry={() => submit()} />
        )}
        {ask.data !== undefined && <Shown answer={ask.data} />}
        {ask.data === undefined && !ask.isPending && <p className="quiet">{words.wait}</p>}
      </section>
    </div>
  );
}

/** Faults of the grammar come one a line. */
function Refused({ refusal }: { readonly refusal: ApiError }) {
  const said = refusal.recorded ?? refusal.message;
  return (
    <Alert
      small
      severity="error"
      description={
        <>
          <strong>{TEXTS.expert.refused(refusal.code ?? String(refusal.status))}</strong>
          <span className="query-faults" lang={refusal.recorded === undefined ? undefined : 'fr'}>
            {said}
          </span>
        </>
      }
    />
  );
}

function Shown({ answer }: { readonly answer: Answer }) {
  const words = TEXTS.expert;
  const [isCopied, setCopied] = useState(false);
  const isCut = answer.text.length > SHOWN;
  return (
    <>
      <p role="status">
        {words.hits(answer.size, answer.total)}{' '}
        <span className="quiet">{words.cost(answer.took, answer.bytes)}</span>
      </p>
      <div className="row">
        <Button
          priority="secondary"
          size="small"
          onClick={() => void navigator.clipboard.writeText(answer.text).then(() => setCopied(true))}
        >
          {words.copy}
        </Button>
        <span role="status" className="small">
          {isCopied && words.copied}
        </span>
      </div>
      {isCut && <p className="quiet small">{words.cut(SHOWN)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
      <section className="query-answer" tabIndex={0} aria-label={words.json}>
        <pre>{isCut ? answer.text.slice(0, SHOWN) : answer.text}</pre>
      </section>
    </>
  );
}

async function send(tenant: number, { collection, query }: Asked, signal: AbortSignal): Promise<Answer> {
  const before = performance.now();
  const answer = await call<Envelope>('POST', `/tenants/${tenant}/queries/${collection}`, {
    body: query,
    signal,
  });
  const took = Math.round(performance.now() - before);
  const text = layOut(answer);
  const bytes = new TextEncoder().encode(JSON.stringify(answer)).length;
  return { text, total: answer.$hits.total, size: answer.$hits.size, took, bytes };
}

const layOut = (value: unknown) => JSON.stringify(value, null, 2);
