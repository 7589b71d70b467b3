import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { recordHistoryQuery, recordQuery } from '../api/queries.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { ControlTag } from '../parts/StatusTag.tsx';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { AgencyFamily } from './AgencyFamily.tsx';
import { ContractInWords } from './access-contract/ContractInWords.tsx';
import { ContractUse } from './ContractUse.tsx';
import { readChanges } from './changes.ts';
import { ContextPanel } from './context/ContextPanel.tsx';
import { membersOf, type ReferentialName, viewOf } from './kinds.ts';
import { ContractStorage } from './management-contract/ContractStorage.tsx';
import { VocabularyUse } from './ontology/VocabularyUse.tsx';
import { RecordActions } from './RecordActions.tsx';
import { RecordUses } from './RecordUses.tsx';
import { nameOf } from './record-name.ts';
import { ProfilePermissions } from './security-profile/ProfilePermissions.tsx';
import { shownValue } from './Value.tsx';

interface Which {
  readonly tenant: number;
  readonly kind: ReferentialName;
  readonly id: string;
}

/** A record beside its list: what it says, and what changed it. */
export function RecordPanel({ close, ...which }: Which & { readonly close: () => void }) {
  const { tenant, kind, id } = which;
  const { data, error, refetch } = useQuery(recordQuery(tenant, kind, id));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const view = viewOf(kind);
  const name = (data === undefined ? '' : nameOf(kind, data)) || id;
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
          {name}
        </h2>
        <Button priority="tertiary" size="small" onClick={close}>
          {TEXTS.referentials.close}
        </Button>
      </div>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          {kind === 'access-contracts' && <ContractInWords contract={data} heading="h3" />}
          <Facts
            compact
            facts={[
              [
                wordFor(TEXTS.referentials.members, 'Identifier'),
                <span key="id" className="identifier">
                  {id}
                </span>,
              ],
              ...membersOf(view, data)
                .filter(([member, form]) => form !== 'related' && !view.apart?.includes(member))
                .map(
                  ([member, form]) =>
                    [wordFor(TEXTS.referentials.members, member), shownValue(data, member, form)] as const,
                ),
            ]}
          />
          {kind === 'agencies' && <AgencyFamily id={id} />}
          {kind === 'security-profiles' && <ProfilePermissions record={data} />}
          {kind === 'management-contracts' && <ContractStorage record={data} />}
          {kind === 'ontologies' && <VocabularyUse id={id} />}
          {kind === 'ingest-contracts' && <ContractUse id={id} />}
          {kind === 'contexts' && <ContextPanel record={data} />}
          {kind !== 'contexts' && <RecordUses tenant={tenant} kind={kind} id={id} />}
          <p>
            <Link
              to="/coffres/$tenant/referentiels/$kind/comparer/$id"
              params={{ tenant: String(tenant), kind, id }}
            >
              {TEXTS.comparison.withAnother}
            </Link>
          </p>
          <RecordActions tenant={tenant} kind={kind} record={data} close={close} />
          <RecordHistory {...which} />
        </>
      )}
    </section>
  );
}

/** What made and changed a record; operations of another safe are told without a way to them. */
export function RecordHistory({ tenant, kind, id }: Which) {
  const { data, error, refetch } = useQuery(recordHistoryQuery(tenant, kind, id));
  return (
    <section aria-labelledby="history">
      <h3 id="history">{TEXTS.referentials.history}</h3>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data?.changes.length === 0 && <p className="quiet">{TEXTS.referentials.noHistory}</p>}
      <ul className="plain changes">
        {data?.changes.map(({ operation, label, outcome, at, changes }) => (
          <li key={operation}>
            <div className="row">
              <span>
                {data.tenant === tenant ? (
                  <Link to="/coffres/$tenant/journal/$id" params={{ tenant: String(tenant), id: operation }}>
                    <Recorded words={label} />
                  </Link>
                ) : (
                  <Recorded words={label} />
                )}
              </span>
              <ControlTag outcome={outcome} />
              <span className="quiet small">{dateAndTime(at)}</span>
            </div>
            {changes !== null && <Changed text={changes} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Old and new, member by member; what is told in another form, as it is. */
function Changed({ text }: { readonly text: string }) {
  const changes = readChanges(text);
  if (changes === undefined) return <pre className="said">{text}</pre>;
  return (
    <ul className="changed">
      {changes.map(({ member, before, after }) => (
        <li key={member}>
          <span className="quiet">{wordFor(TEXTS.referentials.members, member)}</span>
          {before !== undefined && <del>{valueWords(before)}</del>}
          {before !== undefined && after !== undefined && ' → '}
          {after !== undefined && <ins>{valueWords(after)}</ins>}
        </li>
      ))}
    </ul>
  );
}

const valueWords = (text: string) => wordFor(TEXTS.referentials.words, text);
