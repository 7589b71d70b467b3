import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { registerEntryQuery } from '../api/queries.ts';
import type { RegisterEntry } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useRight } from '../shell/safe.ts';
import { bytes, dateAndTime, number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { EntryTag } from './EntryTable.tsx';
import { QuantityTable } from './Quantity.tsx';

/** An entry of the register beside the list: what it is, what is left of it, what was done with it. */
export function EntryPanel({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { tenant } = useRight();
  const { data, error, refetch } = useQuery(registerEntryQuery(tenant, id));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const words = TEXTS.register;
  return (
    <section
      className="panel record"
      aria-labelledby="entry"
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <div className="record-head">
        <h3 id="entry" ref={heading} tabIndex={-1}>
          {data?.entry.obIdIn ?? words.one}
        </h3>
        <Button priority="tertiary" size="small" onClick={close}>
          {TEXTS.referentials.close}
        </Button>
      </div>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          <About entry={data.entry} agencies={data.agencies} />
          <h4>{words.statistics}</h4>
          <QuantityTable counters={data.entry} caption={words.statistics} />
          <h4>{words.operations}</h4>
          <Events entry={data.entry} />
        </>
      )}
    </section>
  );
}

function About({
  entry,
  agencies,
}: {
  readonly entry: RegisterEntry;
  readonly agencies: Readonly<Record<string, string>>;
}) {
  const words = TEXTS.register;
  const agency = (id: string | undefined) => id && (agencies[id] ?? id);
  return (
    <Facts
      compact
      facts={[
        [words.status, <EntryTag key="status" status={entry.Status} />],
        [words.date, dateAndTime(entry.StartDate)],
        [words.agency, agency(entry.OriginatingAgency)],
        [words.submission, agency(entry.SubmissionAgency)],
        [words.filters.contrat, entry.ArchivalAgreement],
        [words.filters.profil, entry.ArchivalProfile],
        [words.filters.modalite, entry.AcquisitionInformation],
        [words.legal, entry.LegalStatus && wordFor(words.legalStatuses, entry.LegalStatus)],
        [words.comment, entry.Comment?.join('\n')],
        [
          words.transfer,
          <span key="transfer" className="identifier">
            {entry.Opi}
          </span>,
        ],
      ]}
    />
  );
}

function Events({ entry }: { readonly entry: RegisterEntry }) {
  const { tenant } = useRight();
  const words = TEXTS.register;
  return (
    <ul className="plain changes">
      {entry.Events?.map(({ Opc, OpType, CreationDate, Units, Gots, Objects, ObjSize }) => (
        <li key={Opc}>
          <div className="row">
            <Link to="/coffres/$tenant/journal/$id" params={{ tenant: String(tenant), id: Opc }}>
              {wordFor(TEXTS.logbook.categories, OpType)}
            </Link>
            <span className="quiet small">{dateAndTime(CreationDate)}</span>
          </div>
          <span className="small">
            {words.event(number(Units), number(Gots), number(Objects), bytes(ObjSize))}
          </span>
        </li>
      ))}
    </ul>
  );
}
