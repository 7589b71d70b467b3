import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ApiError, call } from '../../api/client.ts';
import { recordAddress, recordQuery, referentialAddress } from '../../api/queries.ts';
import type { RecordForm as Form, FormField, MadeRecord, ReferentialRecord } from '../../api/types.ts';
import { Failure } from '../../parts/Failure.tsx';
import { useRight } from '../../shell/safe.ts';
import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import { ContractInWords } from '../access-contract/ContractInWords.tsx';
import { RecordUses } from '../RecordUses.tsx';
import { FormRoomProvider, faultWords } from './context.ts';
import {
  changesOf,
  type Document,
  type Fault,
  type Faults,
  faultsOf,
  lossesOf,
  newDocument,
  stated,
  withChanges,
} from './document.ts';
import { Field } from './Field.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { type EditableName, type FormLayout, layoutOf, type PartName } from './layout.ts';

const CONFLICT = 409;
const SIGNED_OUT = 401;
/** Name of the button after which another record is made. */
const ANOTHER = 'another';

interface Sent {
  readonly typed: Document;
  /** The person goes to the record; otherwise another one is begun. */
  readonly isLast: boolean;
}

function changesFrom(before: Document, after: Document): boolean {
  const { set, unset } = changesOf(before, after);
  return Object.keys(set).length + unset.length > 0;
}

/**
 * A record that is made, or changed on the version that was read. When somebody else has changed it meanwhile,
 * what was typed stays, and can be put on what the record is now.
 * @param record as it was read; absent: a new one is made
 * @param model what a new one begins with
 * @param done the form stands beside its record: nobody is led away when it is saved or left
 */
export function RecordForm({
  kind,
  form,
  record,
  model,
  done,
}: {
  readonly kind: EditableName;
  readonly form: Form;
  readonly record?: ReferentialRecord;
  readonly model?: ReferentialRecord;
  readonly done?: () => void;
}) {
  const { tenant } = useRight();
  const client = useQueryClient();
  const navigate = useNavigate();
  const layout = layoutOf(kind);
  const fields = form.fields
    .filter(({ name }) => isAsked(name, form, record) && !layout.unasked?.includes(name))
    .map((field) => {
      const values = layout.choices?.[field.name];
      return values === undefined ? field : { ...field, values };
    });
  const [base, setBase] = useState(record);
  const begun = () => record ?? newDocument(fields, model);
  const [document, setDocument] = useState<Document>(begun);
  /** What it is when nobody has typed anything. */
  const untouched = useRef(document);
  const [made, setMade] = useState<string>();
  const [faults, setFaults] = useState<Faults>({});
  const [whole, setWhole] = useState<Fault>();
  const [others, setOthers] = useState<readonly string[]>([]);
  const element = useFocusOnFault(faults);
  const id = base === undefined ? undefined : String(base['#key']);

  const save = useMutation({
    mutationFn: async ({ typed }: Sent) => {
      if (base === undefined || id === undefined)
        return call<MadeRecord>('POST', `${referentialAddress(tenant, kind)}/records`, {
          body: { ...layout.given, ...typed },
        });
      const body = { version: base['#version'], ...changesOf(stated(fields, layout, base), typed) };
      if (Object.keys(body.set).length > 0 || body.unset.length > 0)
        await call('PUT', recordAddress(tenant, kind, id), { body });
      return { id };
    },
    onSuccess: async (saved, { isLast }) => {
      untouched.current = isLast ? document : newDocument(fields);
      await client.invalidateQueries({ queryKey: ['referential', tenant, kind] });
      if (!isLast) {
        setMade(saved.id);
        setDocument(untouched.current);
        element.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
        return;
      }
      if (done !== undefined) return done();
      await navigate({
        to: '/coffres/$tenant/referentiels/$kind',
        params: { tenant: String(tenant), kind },
        search: { fiche: saved.id },
      });
    },
    onError: (error) => {
      const refusals = error instanceof ApiError ? error.refusals : [];
      // Of several refusals of a field, the first is shown.
      const placed = refusals
        .flatMap(({ field, ...fault }) => (field === null ? [] : [[field, fault] as const]))
        .reverse();
      setFaults(Object.fromEntries(placed));
      setWhole(refusals.find(({ field }) => field === null));
    },
  });
  const isOvertaken = save.error instanceof ApiError && save.error.status === CONFLICT;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const pressed = (event.nativeEvent as SubmitEvent).submitter;
    const found = { ...faultsOf(fields, layout, document), ...lossesOf(layout, base ?? {}, document) };
    setFaults(found);
    setWhole(undefined);
    setOthers([]);
    setMade(undefined);
    save.reset();
    if (Object.keys(found).length > 0) return;
    save.mutate({
      typed: stated(fields, layout, document),
      isLast: pressed?.getAttribute('name') !== ANOTHER,
    });
  }

  /** Puts what was typed on what the record is now. */
  async function takeUp(): Promise<void> {
    if (base === undefined || id === undefined) return;
    const now = await client.fetchQuery({ ...recordQuery(tenant, kind, id), staleTime: 0 });
    const [before, current] = [stated(fields, layout, base), stated(fields, layout, now)];
    const theirs = changesOf(before, current);
    setOthers([...Object.keys(theirs.set), ...theirs.unset]);
    setDocument(withChanges(now, changesOf(before, stated(fields, layout, document))));
    setBase(now);
    untouched.current = now;
    save.reset();
  }

  return (
    <FormRoomProvider value={{ tenant, kind, layout, document, faults }}>
      <LeaveGuard isDirty={() => changesFrom(untouched.current, document)} />
      <form ref={element} noValidate className="record-form" onSubmit={submit}>
        {id !== undefined && done === undefined && (
          <RecordUses tenant={tenant} kind={kind} id={id} isEdited />
        )}
        <Parts fields={fields} layout={layout} document={document} onChange={setDocument} />
        {kind === 'access-contracts' && (
          <ContractInWords
            contract={{ Status: record?.Status, ...stated(fields, layout, document) }}
            heading="h2"
          />
        )}
        <Problems faults={faults} whole={whole} />
        {isOvertaken && <Overtaken takeUp={() => void takeUp()} />}
        {others.length > 0 && <ChangedByOthers members={others} document={base ?? {}} />}
        {save.error !== null && !isOvertaken && Object.keys(faults).length === 0 && whole === undefined && (
          <Failure error={save.error} title={TEXTS.referentials.form.failed} />
        )}
        {save.error instanceof ApiError && save.error.status === SIGNED_OUT && (
          <p className="fr-mt-2w">
            <a href="/connexion" target="_blank" rel="noreferrer">
              {TEXTS.referentials.form.signInAgain}
            </a>
          </p>
        )}
        <div role="status">
          {made !== undefined && <p className="checked">{TEXTS.referentials.form.made(made)}</p>}
        </div>
        <div className="row">
          <Button type="submit" disabled={save.isPending || isOvertaken}>
            {save.isPending ? TEXTS.referentials.form.saving : TEXTS.referentials.form.save}
          </Button>
          {id === undefined && (
            <Button
              type="submit"
              priority="secondary"
              disabled={save.isPending}
              nativeButtonProps={{ name: ANOTHER }}
            >
              {TEXTS.referentials.form.saveAndAnother}
            </Button>
          )}
          {done === undefined ? (
            <Link
              to="/coffres/$tenant/referentiels/$kind"
              params={{ tenant: String(tenant), kind }}
              search={id === undefined ? {} : { fiche: id }}
              className="fr-btn fr-btn--secondary"
            >
              {TEXTS.referentials.form.cancel}
            </Link>
          ) : (
            <Button type="button" priority="secondary" onClick={done}>
              {TEXTS.referentials.form.cancel}
            </Button>
          )}
        </div>
      </form>
    </FormRoomProvider>
  );
}

/** An identifier is for good; a status is changed by the button of the record. */
function isAsked(
  name: string,
  { key, takesIdentifier }: Form,
  record: ReferentialRecord | undefined,
): boolean {
  if (name === key) return record === undefined && takesIdentifier;
  return name !== 'Status' || record === undefined;
}

/** The first field that is wrong, in the order of the screen, takes the focus. */
function useFocusOnFault(faults: Faults) {
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const wrong = [...(element.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])].find(
      ({ dataset }) => dataset.path !== undefined && Object.hasOwn(faults, dataset.path),
    );
    wrong?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
  }, [faults]);
  return element;
}

function Parts({
  fields,
  layout,
  document,
  onChange,
}: {
  readonly fields: readonly FormField[];
  readonly layout: FormLayout;
  readonly document: Document;
  readonly onChange: (document: Document) => void;
}) {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const laidOut = new Set(layout.parts.flatMap((part) => part.fields));
  // A field that the service has, and this screen does not know of, is shown all the same.
  const others = fields.filter(({ name }) => !laidOut.has(name)).map(({ name }) => name);
  const parts: readonly { readonly name: PartName; readonly fields: readonly string[] }[] = [
    ...layout.parts,
    { name: 'others', fields: others },
  ];
  return parts.map((part) => {
    const shown = part.fields.flatMap((name) => byName.get(name) ?? []);
    if (shown.length === 0) return null;
    return (
      <section key={part.name} className="panel" aria-labelledby={`part-${part.name}`}>
        <h2 id={`part-${part.name}`}>{TEXTS.referentials.form.parts[part.name]}</h2>
        {shown.map((field) => (
          <Field
            key={field.name}
            field={field}
            path={field.name}
            value={document[field.name]}
            siblings={document}
            onChange={(value) => onChange({ ...document, [field.name]: value })}
          />
        ))}
      </section>
    );
  });
}

function Problems({ faults, whole }: { readonly faults: Faults; readonly whole: Fault | undefined }) {
  const wrong = Object.keys(faults).length;
  return (
    <div role="alert">
      {(wrong > 0 || whole !== undefined) && (
        <Alert
          as="h2"
          severity="error"
          className="fr-mb-3w"
          title={TEXTS.referentials.form.refused}
          description={whole === undefined ? TEXTS.referentials.form.toCorrect(wrong) : faultWords(whole)}
        />
      )}
    </div>
  );
}

function Overtaken({ takeUp }: { readonly takeUp: () => void }) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div ref={heading} tabIndex={-1} role="alert" className="fr-mb-3w">
      <Alert
        as="h2"
        severity="warning"
        title={TEXTS.referentials.form.overtaken}
        description={TEXTS.referentials.form.overtakenAdvice}
      />
      <p className="fr-mt-2w">
        <Button type="button" priority="secondary" onClick={takeUp}>
          {TEXTS.referentials.form.takeUp}
        </Button>
      </p>
    </div>
  );
}

/** What the other person has changed, so that nobody overwrites it unseen. */
function ChangedByOthers({
  members,
  document,
}: {
  readonly members: readonly string[];
  readonly document: Document;
}) {
  return (
    <div className="notice fr-mb-3w" role="status">
      <p className="fr-mb-1v">{TEXTS.referentials.form.changedByOthers}</p>
      <ul>
        {members.map((member) => (
          <li key={member}>
            {TEXTS.referentials.form.nowHas(
              wordFor(TEXTS.referentials.members, member),
              saidOf(document[member]),
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function saidOf(value: unknown): string {
  if (value === undefined) return TEXTS.referentials.form.nothing;
  if (typeof value === 'boolean') return value ? TEXTS.referentials.yes : TEXTS.referentials.no;
  if (typeof value === 'string') return wordFor(TEXTS.referentials.words, value);
  return JSON.stringify(value);
}
