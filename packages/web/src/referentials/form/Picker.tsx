import { Input } from '@codegouvfr/react-dsfr/Input';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { choicesQuery } from '../../api/queries.ts';
import type { Choices } from '../../api/types.ts';
import { TEXTS } from '../../texts/index.ts';
import { PositionName } from '../PositionName.tsx';
import { type FieldProps, useForm, useIsMandatory, useWords } from './context.ts';
import { IdentifierList } from './IdentifierList.tsx';
import { shapePath } from './layout.ts';
import { PositionTree } from './PositionTree.tsx';

type Choice = Choices['choices'][number];

/** What answers the words, for a field that refers to something; archive units are chosen in their tree. */
function useChoices({ field, path, siblings }: FieldProps, words: string): readonly Choice[] {
  const { tenant, kind } = useForm();
  const chosen = typeof siblings.tenant === 'number' ? siblings.tenant : undefined;
  const query = { field: shapePath(path), q: words, tenant: chosen };
  const { data } = useQuery({
    ...choicesQuery(tenant, kind, query),
    enabled: field.refersTo !== undefined && field.refersTo !== 'unit',
  });
  return data?.choices ?? [];
}

/** The value that was meant: an identifier, or the name of what has it. */
const meant = (typed: string, choices: readonly Choice[]) =>
  choices.find(({ value }) => value === typed)?.value ??
  choices.find(({ label }) => label.toLowerCase() === typed.toLowerCase())?.value;

/** One record that the field refers to. */
export function Picker(props: FieldProps) {
  const { field, path, value, onChange } = props;
  const { name, label, help, fault } = useWords(path, useIsMandatory(field, path));
  const list = useId();
  const typed = String(value ?? '');
  const choices = useChoices(props, typed);
  const take = (text: string) => {
    const isNumber = field.type === 'integer' && /^\d{1,9}$/.test(text);
    onChange(text === '' ? undefined : isNumber ? Number(text) : text);
  };
  return (
    <>
      <Input
        label={label}
        hintText={help}
        state={fault === undefined ? 'default' : 'error'}
        stateRelatedMessage={fault}
        nativeInputProps={{
          value: typed,
          list,
          autoComplete: 'off',
          onChange: ({ target }) => take(target.value),
          onBlur: () => take(meant(typed.trim(), choices) ?? typed.trim()),
        }}
      />
      <Offered id={list} choices={choices} />
      {field.refersTo === 'unit' && typed !== '' && (
        <p className="form-position" role="status">
          <PositionName id={typed} />
        </p>
      )}
      {field.refersTo === 'unit' && (
        <PositionTree
          name={name}
          chosen={typed === '' ? [] : [typed]}
          choose={(id) => onChange(id === typed ? undefined : id)}
        />
      )}
    </>
  );
}

/** Several of them: each is taken by its identifier or name, and stands in a list where it can be removed. */
export function ListPicker(props: FieldProps) {
  const { field, path, value, onChange } = props;
  const { name, label, help, fault } = useWords(path, useIsMandatory(field, path));
  const list = useId();
  const [typed, setTyped] = useState('');
  const choices = useChoices(props, typed);
  const chosen = (value as readonly string[] | undefined) ?? [];
  const add = (text: string) => {
    if (text === '') return;
    if (!chosen.includes(text)) onChange([...chosen, text]);
    setTyped('');
  };
  return (
    <IdentifierList
      {...{ name, label, fault, typed, chosen }}
      hint={
        help ??
        (field.refersTo === undefined
          ? TEXTS.referentials.form.freeListHelp
          : TEXTS.referentials.form.listHelp)
      }
      type={setTyped}
      add={() => add(meant(typed.trim(), choices) ?? typed.trim())}
      // What was typed and not added would be lost by whoever saves.
      keepsTyped
      offered={list}
      change={onChange}
      isPosition={field.refersTo === 'unit'}
    >
      <Offered id={list} choices={choices} />
    </IdentifierList>
  );
}

function Offered({ id, choices }: { readonly id: string; readonly choices: readonly Choice[] }) {
  return (
    <datalist id={id}>
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </datalist>
  );
}
