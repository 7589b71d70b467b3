import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError, call } from '../api/client.ts';
import { choicesQuery, mergeAddress, recordQuery } from '../api/queries.ts';
import type { DoneBy, FormField, ReferentialRecord } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { useModal } from '../parts/use-modal.ts';
import { archivalDate } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { FormRoomProvider } from './form/context.ts';
import type { Document, Faults } from './form/document.ts';
import { Field } from './form/Field.tsx';
import { layoutOf } from './form/layout.ts';
import { RecordUses } from './RecordUses.tsx';

interface Shown {
  readonly tenant: number;
  readonly record: ReferentialRecord;
}

interface Merged {
  readonly operation: string;
  readonly into: string;
  readonly name: string;
}

/** An agency is merged into another one; what came of it is told beside the button (spec frontoffice.md B.21). */
export function AgencyMerge(shown: Shown) {
  const [isAsking, setIsAsking] = useState(false);
  const [merged, setMerged] = useState<Merged>();
  const words = TEXTS.agencies.merge;
  const tenant = String(shown.tenant);
  return (
    <>
      <Button priority="secondary" size="small" onClick={() => setIsAsking(true)}>
        {words.open}
      </Button>
      {isAsking && <MergeDialog {...shown} done={setMerged} close={() => setIsAsking(false)} />}
      {merged !== undefined && (
        <p role="status" className="notice">
          {words.done}{' '}
          <Link
            to="/coffres/$tenant/referentiels/$kind"
            params={{ tenant, kind: 'agencies' }}
            search={{ fiche: merged.into }}
          >
            {merged.name}
          </Link>
          {'. '}
          <Link to="/coffres/$tenant/journal/$id" params={{ tenant, id: merged.operation }}>
            {words.operation}
          </Link>
        </p>
      )}
    </>
  );
}

/** Fields of the two records that a merge fills in. */
const INTO: FormField = {
  ...{ name: 'LaterAgencies', type: 'text', isList: false, isMandatory: true, refersTo: 'agency' },
};
const DAY: FormField = { name: 'ToDate', type: 'day', isList: false, isMandatory: true };
/** What the service calls them. */
const PLACES: Readonly<Record<string, string>> = { into: INTO.name, day: DAY.name };

function MergeDialog({
  tenant,
  record,
  done,
  close,
}: Shown & { readonly done: (merged: Merged) => void; readonly close: () => void }) {
  const dialog = useModal();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Document>({ [DAY.name]: new Date().toISOString().slice(0, 10) });
  const [faults, setFaults] = useState<Faults>({});
  const words = TEXTS.agencies.merge;
  const id = String(record['#key']);
  const into = String(typed[INTO.name] ?? '');
  const day = String(typed[DAY.name] ?? '');
  const { absorbing, isSought } = useAgency(tenant, into);
  const merge = useMutation({
    mutationFn: (other: ReferentialRecord) =>
      call<DoneBy>('POST', mergeAddress(tenant, id), {
        body: { into, intoVersion: other['#version'], version: record['#version'], day },
      }),
    onSuccess: ({ operation }) => {
      done({ operation, into, name: String(absorbing?.Name ?? into) });
      dialog.current?.close();
    },
    onError: (error) => {
      const refusals = error instanceof ApiError ? error.refusals : [];
      setFaults(
        Object.fromEntries(refusals.map(({ field, ...fault }) => [PLACES[field ?? ''] ?? '', fault])),
      );
    },
    // After a success the panel tells what both have become; after a conflict the preview stands on what they are.
    onSettled: () => client.invalidateQueries({ queryKey: ['referential', tenant, 'agencies'] }),
  });
  const isOvertaken = merge.error instanceof ApiError && merge.error.status === 409;

  function wrongChoice(): string | undefined {
    if (into === '') return 'EMPTY_REQUIRED_FIELD';
    if (into === id) return 'SAME_AGENCY';
    return absorbing === undefined && !isSought ? 'AGENCY_NOT_FOUND' : undefined;
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    merge.reset();
    const code = wrongChoice();
    setFaults(code === undefined ? {} : { [INTO.name]: { code, values: [into] } });
    // What is still sought comes with a preview: nobody confirms what they have not seen.
    if (code === undefined && absorbing !== undefined) merge.mutate(absorbing);
  }
  const isPlaced = [INTO, DAY].some(({ name }) => faults[name] !== undefined);
  const fieldOf = (field: FormField) => (
    <Field
      field={field}
      path={field.name}
      value={typed[field.name]}
      siblings={typed}
      onChange={(value) => setTyped({ ...typed, [field.name]: value })}
    />
  );

  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby="merge"
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id="merge">{words.title(String(record.Name))}</h2>
      <FormRoomProvider
        value={{
          ...{ tenant, kind: 'agencies', layout: layoutOf('agencies'), document: typed, faults },
          words: { [INTO.name]: words.into, [DAY.name]: words.day },
        }}
      >
        <form noValidate onSubmit={submit}>
          {fieldOf(INTO)}
          {fieldOf(DAY)}
          {absorbing !== undefined && into !== id && day !== '' && (
            <Preview absorbed={String(record.Name)} absorbing={String(absorbing.Name)} day={day} />
          )}
          <RecordUses tenant={tenant} kind="agencies" id={id} />
          {isOvertaken && <p role="alert">{words.overtaken}</p>}
          {merge.error !== null && !isOvertaken && !isPlaced && (
            <Failure error={merge.error} title={words.failed} />
          )}
          <div className="row">
            <Button type="button" priority="secondary" onClick={() => dialog.current?.close()}>
              {TEXTS.confirm.leave}
            </Button>
            <Button type="submit" disabled={merge.isPending}>
              {words.confirm}
            </Button>
          </div>
        </form>
      </FormRoomProvider>
    </dialog>
  );
}

/** The agency whose identifier was typed; what is not offered is not asked for. */
function useAgency(tenant: number, typed: string) {
  const choices = useQuery(choicesQuery(tenant, 'agencies', { field: INTO.name, q: typed }));
  const isOffered = choices.data?.choices.some(({ value }) => value === typed) === true;
  const record = useQuery({ ...recordQuery(tenant, 'agencies', typed), enabled: isOffered });
  return { absorbing: record.data, isSought: choices.isFetching || record.isFetching };
}

function Preview({
  absorbed,
  absorbing,
  day,
}: {
  readonly absorbed: string;
  readonly absorbing: string;
  readonly day: string;
}) {
  const words = TEXTS.agencies.merge;
  return (
    <section aria-labelledby="merge-preview">
      <h3 id="merge-preview" className="fr-h6">
        {words.preview}
      </h3>
      <ul>
        <li>{words.ends(absorbed, archivalDate(day), absorbing)}</li>
        <li>{words.takesOver(absorbing, absorbed)}</li>
        <li>{words.archivesStay}</li>
        <li>{words.contractsStay(absorbed)}</li>
      </ul>
    </section>
  );
}
