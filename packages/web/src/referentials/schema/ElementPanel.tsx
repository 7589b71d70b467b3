import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { recordQuery } from '../../api/queries.ts';
import type { SchemaPath } from '../../api/types.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Failure } from '../../parts/Failure.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { useRight } from '../../shell/safe.ts';
import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import { RecordActions } from '../RecordActions.tsx';
import { RecordHistory } from '../RecordPanel.tsx';

/** An element beside its tree; one that this safe has added may be taken away, and has a history. */
export function ElementPanel({
  element,
  close,
}: {
  readonly element: SchemaPath;
  readonly close: () => void;
}) {
  const { tenant } = useRight();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isAdded = element.Origin === 'EXTERNAL';
  return (
    <section
      className="panel record"
      aria-labelledby="record"
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <div className="record-head">
        <h2 id="record" ref={heading} tabIndex={-1}>
          {element.ShortName}
        </h2>
        <Button priority="tertiary" size="small" onClick={close}>
          {TEXTS.referentials.close}
        </Button>
      </div>
      <ElementFacts element={element} />
      {!isAdded && <p className="quiet small">{TEXTS.schema.internal}</p>}
      {isAdded && element.tenant !== tenant && <p className="quiet small">{TEXTS.schema.ofAll}</p>}
      {isAdded && element.tenant === tenant && <Added tenant={tenant} id={element.Path} close={close} />}
    </section>
  );
}

function ElementFacts({ element }: { readonly element: SchemaPath }) {
  const { facts, columns, type, category } = TEXTS.schema;
  const word = (value: string | undefined) => value && wordFor(TEXTS.referentials.words, value);
  const name = (value: string | undefined) => value && <span className="identifier">{value}</span>;
  return (
    <Facts
      compact
      facts={[
        [facts.path, name(element.Path)],
        [facts.apiPath, name(element.ApiPath)],
        [TEXTS.referentials.members.SedaField, name(element.SedaField)],
        [TEXTS.referentials.members.Description, element.Description],
        [type, word(element.Type)],
        [TEXTS.referentials.members.TypeDetail, word(element.TypeDetail)],
        [TEXTS.referentials.members.StringSize, word(element.StringSize)],
        [columns.cardinality, word(element.Cardinality)],
        [category, word(element.Category)],
        [columns.origin, word(element.Origin)],
        [columns.seda, element.SedaVersions.map(word).join(', ')],
      ]}
    />
  );
}

function Added({
  tenant,
  id,
  close,
}: {
  readonly tenant: number;
  readonly id: string;
  readonly close: () => void;
}) {
  const { data, error, refetch } = useQuery(recordQuery(tenant, 'schema', id));
  return (
    <>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && <RecordActions tenant={tenant} kind="schema" record={data} close={close} />}
      <RecordHistory tenant={tenant} kind="schema" id={id} />
    </>
  );
}
