import { Button } from '@codegouvfr/react-dsfr/Button';
import { Checkbox } from '@codegouvfr/react-dsfr/Checkbox';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { fieldsQuery, rulesQuery } from '../api/queries.ts';
import type { UnitField } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { typedDate } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import {
  type Category,
  type Criterion,
  type FieldCriterion,
  fieldName,
  type Manner,
  MOST_CRITERIA,
  type Origin,
  type RuleCriterion,
  typedValues,
} from './criteria.ts';

interface Given {
  readonly tenant: number;
  /** The search has as many criteria as it may. */
  readonly isFull: boolean;
  readonly add: (criterion: Criterion) => void;
}

/** What is wrong with a field of a form, by its name. */
type Faults = Readonly<Record<string, string>>;

const faultOf = (faults: Faults, name: string) =>
  faults[name] === undefined ? {} : ({ state: 'error', stateRelatedMessage: faults[name] } as const);

/** Shared by the two: faults stand beside their fields, the first one takes the focus; what was added is cleared away. */
function CriterionForm<T extends Criterion>({
  isFull,
  add,
  read,
  done,
  children,
}: Pick<Given, 'isFull'> & {
  readonly add: (criterion: T) => void;
  /** A criterion, or what is wrong. */
  readonly read: (form: FormData) => T | { readonly faults: Faults };
  readonly done: () => void;
  readonly children: (faults: Faults) => ReactNode;
}) {
  const [faults, setFaults] = useState<Faults>({});
  const form = useRef<HTMLFormElement>(null);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = isFull
      ? { faults: { '': TEXTS.criteria.full(MOST_CRITERIA) } }
      : read(new FormData(event.currentTarget));
    if ('faults' in given) {
      setFaults(given.faults);
      const [first = ''] = Object.keys(given.faults);
      event.currentTarget.querySelector<HTMLElement>(first === '' ? 'button' : `[name=${first}]`)?.focus();
      return;
    }
    setFaults({});
    add(given);
    form.current?.reset();
    done();
  }
  return (
    <form ref={form} className="criterion-form" onSubmit={submit} noValidate>
      {children(faults)}
      {faults[''] !== undefined && (
        <p className="fr-error-text" role="alert">
          {faults['']}
        </p>
      )}
      <Button type="submit" priority="secondary" size="small">
        {TEXTS.criteria.add}
      </Button>
    </form>
  );
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

/** A criterion on any field of the vocabulary, with the conditions that its type knows. */
export function FieldCriterionForm({ tenant, isFull, add }: Given) {
  const { data, error, refetch } = useQuery(fieldsQuery(tenant));
  const [typed, setTyped] = useState('');
  const [manner, setManner] = useState<Manner>();
  const list = useId();
  const words = TEXTS.criteria;
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />;
  const chosen = fieldTyped(data.fields, typed);
  const is = manner !== undefined && chosen?.manners.includes(manner) ? manner : chosen?.manners[0];
  return (
    <CriterionForm
      isFull={isFull}
      add={add}
      done={() => {
        setTyped('');
        setManner(undefined);
      }}
      read={(form) =>
        chosen === undefined || is === undefined
          ? { faults: { field: words.unknownField } }
          : readField(form, chosen, is)
      }
    >
      {(faults) => (
        <>
          <p className="quiet small">{words.lead}</p>
          <Input
            label={words.field}
            hintText={words.fieldHint}
            {...faultOf(faults, 'field')}
            nativeInputProps={{
              name: 'field',
              list,
              value: typed,
              autoComplete: 'off',
              onChange: ({ target }) => setTyped(target.value),
            }}
          />
          <datalist id={list}>
            {data.fields.map((each) => (
              <option key={each.field} value={each.field} label={fieldName(each.field, each.name)} />
            ))}
          </datalist>
          {chosen !== undefined && is !== undefined && (
            <>
              <p className="quiet small" role="status">
                {fieldName(chosen.field, chosen.name)}
              </p>
              <Select
                label={words.manner}
                options={chosen.manners.map((value) => ({ value, label: words.manners[value] }))}
                nativeSelectProps={{
                  name: 'is',
                  value: is,
                  onChange: ({ target }) => setManner(target.value as Manner),
                }}
              />
              <ValueFields type={chosen.type} is={is} faults={faults} />
            </>
          )}
        </>
      )}
    </CriterionForm>
  );
}

/** By its name in the query language, or as it is called here. */
function fieldTyped(fields: readonly UnitField[], typed: string): UnitField | undefined {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === '') return undefined;
  return (
    fields.find(({ field }) => field.toLocaleLowerCase() === wanted) ??
    fields.find(({ field, name }) => fieldName(field, name).toLocaleLowerCase() === wanted)
  );
}

function ValueFields({
  type,
  is,
  faults,
}: {
  readonly type: UnitField['type'];
  readonly is: Manner;
  readonly faults: Faults;
}) {
  const words = TEXTS.criteria;
  if (is === 'present' || is === 'absent') return null;
  if (is === 'between')
    return ['from', 'to'].map((name) => (
      <Input
        key={name}
        label={name === 'from' ? words.from : words.to}
        {...(type === 'date' ? { hintText: TEXTS.search.dateHint } : {})}
        {...faultOf(faults, name)}
        nativeInputProps={{ name, autoComplete: 'off', inputMode: type === 'date' ? 'numeric' : 'decimal' }}
      />
    ));
  if (type === 'boolean')
    return (
      <Select
        label={words.value}
        options={[
          { value: 'true', label: TEXTS.unit.yes },
          { value: 'false', label: TEXTS.unit.no },
        ]}
        nativeSelectProps={{ name: 'value', defaultValue: 'true' }}
      />
    );
  return (
    <Input
      label={words.value}
      hintText={words.valueHint}
      {...faultOf(faults, 'value')}
      nativeInputProps={{ name: 'value', autoComplete: 'off' }}
    />
  );
}

const isNumber = (text: string) => /^[-+]?\d+(\.\d+)?$/.test(text);

function readField(
  form: FormData,
  { field, type }: UnitField,
  is: Manner,
): FieldCriterion | { readonly faults: Faults } {
  const words = TEXTS.criteria;
  const isCounted = type === 'long' || type === 'double';
  if (is === 'present' || is === 'absent') return { field, is };
  if (is === 'between') {
    const bounds: Record<string, string> = {};
    for (const name of ['from', 'to']) {
      const text = textOf(form, name).replace(',', '.');
      if (text === '') continue;
      const read = type === 'date' ? typedDate(text) : isNumber(text) ? text : undefined;
      if (read === undefined)
        return { faults: { [name]: type === 'date' ? TEXTS.search.badDate : words.badNumber } };
      bounds[name] = read;
    }
    return Object.keys(bounds).length === 0 ? { faults: { from: words.noBound } } : { field, is, ...bounds };
  }
  const values = typedValues(textOf(form, 'value'));
  if (values.length === 0) return { faults: { value: words.noValue } };
  if (isCounted && !values.every(isNumber)) return { faults: { value: words.badNumber } };
  return { field, is, values };
}

/** Final actions that a category knows. */
const FATES: Partial<Record<Category, readonly (keyof typeof TEXTS.criteria.fates)[]>> = {
  AppraisalRule: ['Keep', 'Destroy', 'Conflict'],
  StorageRule: ['Copy', 'Transfer', 'RestrictAccess'],
};

/** A criterion on the rules of a category: which, until when, from where, with what final action. */
export function RuleCriterionForm({ tenant, isFull, add }: Given) {
  const [category, setCategory] = useState<Category>('AppraisalRule');
  const { data } = useQuery(rulesQuery(tenant, category));
  const list = useId();
  const words = TEXTS.criteria;
  const fates = FATES[category] ?? [];
  return (
    <CriterionForm
      isFull={isFull}
      add={add}
      done={() => undefined}
      read={(form) => readRule(form, category, data?.rules)}
    >
      {(faults) => (
        <>
          <Select
            label={words.category}
            options={Object.entries(TEXTS.metadata.ruleCategories).map(([value, label]) => ({
              value,
              label,
            }))}
            nativeSelectProps={{
              value: category,
              onChange: ({ target }) => setCategory(target.value as Category),
            }}
          />
          <Input
            label={words.ruleId}
            hintText={words.ruleHint}
            {...faultOf(faults, 'rules')}
            nativeInputProps={{ name: 'rules', list, autoComplete: 'off' }}
          />
          <datalist id={list}>
            {data?.rules.map(({ rule, name }) => (
              <option key={rule} value={rule} label={name} />
            ))}
          </datalist>
          <Input
            label={words.endFrom}
            {...faultOf(faults, 'from')}
            nativeInputProps={{ name: 'from', type: 'date' }}
          />
          <Input
            label={words.endTo}
            {...faultOf(faults, 'to')}
            nativeInputProps={{ name: 'to', type: 'date' }}
          />
          <Checkbox
            small
            legend={words.origin}
            options={(Object.keys(words.origins) as Origin[]).map((value) => ({
              label: words.origins[value],
              nativeInputProps: { name: 'origins', value },
            }))}
          />
          {fates.length > 0 && (
            <Select
              label={words.finalAction}
              options={[
                { value: '', label: words.anyFate },
                ...fates.map((value) => ({ value: value as string, label: words.fates[value] })),
              ]}
              nativeSelectProps={{ name: 'fate', defaultValue: '' }}
            />
          )}
        </>
      )}
    </CriterionForm>
  );
}

function readRule(
  form: FormData,
  category: Category,
  known: readonly { readonly rule: string; readonly name: string }[] | undefined,
): RuleCriterion | { readonly faults: Faults } {
  const words = TEXTS.criteria;
  const rules: string[] = [];
  for (const typed of typedValues(textOf(form, 'rules'))) {
    const rule = known?.find(
      (each) => each.rule === typed || each.name.toLocaleLowerCase() === typed.toLocaleLowerCase(),
    )?.rule;
    if (known !== undefined && rule === undefined) return { faults: { rules: words.unknownRule(typed) } };
    rules.push(rule ?? typed);
  }
  const from = textOf(form, 'from');
  const to = textOf(form, 'to');
  if (from !== '' && to !== '' && to < from) return { faults: { to: words.badSpan } };
  const origins = form.getAll('origins').map(String) as Origin[];
  const fate = textOf(form, 'fate');
  if (rules.length + origins.length === 0 && from === '' && to === '' && fate === '')
    return { faults: { rules: words.emptyRule } };
  return {
    category,
    ...(rules.length === 0 ? {} : { rules }),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(origins.length === 0 ? {} : { origins }),
    ...(fate === '' ? {} : { finalActions: [fate] }),
  };
}
