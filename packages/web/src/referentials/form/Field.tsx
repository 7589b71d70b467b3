import { Button } from '@codegouvfr/react-dsfr/Button';
import { Checkbox } from '@codegouvfr/react-dsfr/Checkbox';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import type { ReactNode } from 'react';
import type { FormField } from '../../api/types.ts';
import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import { StrategyCopies } from '../management-contract/StrategyCopies.tsx';
import { PermissionsField } from '../security-profile/PermissionsField.tsx';
import { type FieldProps, useForm, useIsMandatory, useWords } from './context.ts';
import { type Document, newDocument } from './document.ts';
import { type EditableName, isShown, shapePath } from './layout.ts';
import { ListPicker, Picker } from './Picker.tsx';

/** Texts of more than a line. */
const LONG_TEXTS = [
  ...['Description', 'ControlSchema', 'BiogHist', 'StructureOrGenealogy', 'GeneralContext'],
  'EventDescription',
];

/** A field of a record, by its description. */
export function Field(props: FieldProps) {
  const { kind, layout, document } = useForm();
  const { path } = props;
  if (!isShown(layout, path, document)) return <Absent path={path} />;
  return (
    <div data-path={path} className="form-field">
      {controlFor(props, kind)}
      {kind === 'management-contracts' && namesStrategy(path, props.value) && (
        <StrategyCopies name={props.value} />
      )}
    </div>
  );
}

/** A strategy, or storage of which a contract says nothing. */
const namesStrategy = (path: string, value: unknown) =>
  path.startsWith('Storage.') || (path === 'Storage' && value === undefined);

/** Why a field is not asked for, where that would be missed. */
function Absent({ path }: { readonly path: string }) {
  const { kind } = useForm();
  const reasons: Readonly<Record<string, string>> = TEXTS.referentials.form.absent;
  const reason = reasons[`${kind}.${shapePath(path)}`];
  return reason === undefined ? null : <p className="notice form-field">{reason}</p>;
}

function controlFor(props: FieldProps, kind: EditableName): ReactNode {
  const { name, type, isList, values, refersTo } = props.field;
  if (type === 'object') return isList ? <Rows {...props} /> : <OneObject {...props} />;
  if (type === 'boolean') return <YesNo {...props} />;
  if (values !== undefined) {
    if (!isList) return <OneValue {...props} values={values} />;
    return kind === 'security-profiles' && name === 'Permissions' ? (
      <PermissionsField {...props} values={values} />
    ) : (
      <Values {...props} values={values} />
    );
  }
  if (isList) return <ListPicker {...props} />;
  return refersTo === undefined ? <Text {...props} /> : <Picker {...props} />;
}

function Text({ field, path, value, onChange }: FieldProps) {
  const { label, help, fault } = useWords(path, useIsMandatory(field, path));
  const common = {
    label,
    hintText: help,
    state: fault === undefined ? 'default' : 'error',
    stateRelatedMessage: fault,
  } as const;
  const text = String(value ?? '');
  if (LONG_TEXTS.includes(field.name))
    return (
      <Input
        {...common}
        textArea
        nativeTextAreaProps={{
          value: text,
          rows: field.name === 'ControlSchema' ? 12 : 3,
          spellCheck: field.name !== 'ControlSchema',
          onChange: ({ target }) => onChange(target.value),
        }}
      />
    );
  return (
    <Input
      {...common}
      nativeInputProps={{
        ...{ value: text, onChange: ({ target }) => onChange(target.value) },
        ...(field.type === 'day' ? { type: 'date' } : {}),
      }}
    />
  );
}

function YesNo({ path, value, onChange }: FieldProps) {
  const { label, help, fault } = useWords(path, false);
  return (
    <Checkbox
      small
      state={fault === undefined ? 'default' : 'error'}
      stateRelatedMessage={fault}
      options={[
        {
          label,
          hintText: help,
          nativeInputProps: { checked: value === true, onChange: ({ target }) => onChange(target.checked) },
        },
      ]}
    />
  );
}

interface ValuesProps extends FieldProps {
  readonly values: readonly string[];
}

function OneValue({ field, path, value, onChange, values }: ValuesProps) {
  const isMandatory = useIsMandatory(field, path);
  const { label, help, fault } = useWords(path, isMandatory);
  const chosen = String(value ?? '');
  const known = chosen === '' || values.includes(chosen) ? values : [...values, chosen];
  const isEmptyAllowed = chosen === '' || !(isMandatory || field.initial !== undefined);
  return (
    <Select
      label={label}
      hint={help}
      state={fault === undefined ? 'default' : 'error'}
      stateRelatedMessage={fault}
      options={[
        ...(isEmptyAllowed ? [{ value: '', label: TEXTS.referentials.form.unset }] : []),
        ...known.map((each) => ({ value: each, label: wordFor(TEXTS.referentials.words, each) })),
      ]}
      nativeSelectProps={{
        value: chosen,
        onChange: ({ target }) => onChange(target.value === '' ? undefined : target.value),
      }}
    />
  );
}

function Values({ field, path, value, onChange, values }: ValuesProps) {
  const { label, help, fault } = useWords(path, useIsMandatory(field, path));
  const chosen = (value as readonly string[] | undefined) ?? [];
  return (
    <Checkbox
      small
      legend={label}
      hintText={help}
      state={fault === undefined ? 'default' : 'error'}
      stateRelatedMessage={fault}
      options={values.map((each) => ({
        label: wordFor(TEXTS.referentials.words, each),
        nativeInputProps: {
          checked: chosen.includes(each),
          onChange: ({ target }) =>
            onChange(target.checked ? [...chosen, each] : chosen.filter((other) => other !== each)),
        },
      }))}
    />
  );
}

/** An object that a record has or has not. */
function OneObject({ field, path, value, onChange }: FieldProps) {
  const { name, help, fault } = useWords(path, false);
  const { members = [] } = field;
  const document = value as Document | undefined;
  return (
    <fieldset className="form-object">
      <legend>{name}</legend>
      {help !== undefined && <p className="quiet small">{help}</p>}
      {fault !== undefined && <p className="fr-error-text">{fault}</p>}
      <Checkbox
        small
        options={[
          {
            label: TEXTS.referentials.form.define(name),
            nativeInputProps: {
              checked: document !== undefined,
              onChange: ({ target }) => onChange(target.checked ? newDocument(members) : undefined),
            },
          },
        ]}
      />
      {document !== undefined && (
        <Members members={members} path={path} document={document} onChange={onChange} />
      )}
    </fieldset>
  );
}

/** Objects of a list, one beneath the other. */
function Rows({ field, path, value, onChange }: FieldProps) {
  const { label, help, fault } = useWords(path, useIsMandatory(field, path));
  const { name } = useWords(path, false);
  const { members = [] } = field;
  const rows = (value as readonly Document[] | undefined) ?? [];
  const addRowOf: Readonly<Record<string, string>> = TEXTS.referentials.form.addRowOf;
  return (
    <fieldset className="form-object">
      <legend>{label}</legend>
      {help !== undefined && <p className="quiet small">{help}</p>}
      {fault !== undefined && <p className="fr-error-text">{fault}</p>}
      {rows.map((row, at) => (
        // A row has no name of its own but its place.
        // biome-ignore lint/suspicious/noArrayIndexKey: fields are controlled, none keeps a state of its own
        <fieldset key={at} className="form-row">
          <legend>{TEXTS.referentials.form.row(name, at + 1)}</legend>
          <Members
            members={members}
            path={`${path}.${at}`}
            document={row}
            onChange={(changed) => onChange(rows.with(at, changed))}
          />
          <Button
            type="button"
            priority="tertiary"
            size="small"
            onClick={() => onChange(rows.filter((_, other) => other !== at))}
          >
            {TEXTS.referentials.form.removeRow(name, at + 1)}
          </Button>
        </fieldset>
      ))}
      <Button
        type="button"
        priority="secondary"
        size="small"
        onClick={() => onChange([...rows, newDocument(members)])}
      >
        {addRowOf[path] ?? TEXTS.referentials.form.addRow(name)}
      </Button>
    </fieldset>
  );
}

function Members({
  members,
  path,
  document,
  onChange,
}: {
  readonly members: readonly FormField[];
  readonly path: string;
  readonly document: Document;
  readonly onChange: (document: Document) => void;
}) {
  return members.map((member) => (
    <Field
      key={member.name}
      field={member}
      path={`${path}.${member.name}`}
      value={document[member.name]}
      siblings={document}
      onChange={(value) => onChange({ ...document, [member.name]: value })}
    />
  ));
}
