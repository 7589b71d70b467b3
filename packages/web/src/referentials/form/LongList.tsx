import { Button } from '@codegouvfr/react-dsfr/Button';
import { Checkbox } from '@codegouvfr/react-dsfr/Checkbox';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useState } from 'react';
import { TEXTS } from '../../texts/index.ts';
import { type FieldProps, useForm, useIsMandatory, useWords } from './context.ts';
import { PRESET_NAMES, presetOf } from './permission-presets.ts';

/** Values out of many, such as permissions: narrowed by words, in groups of what stands before the colon. */
export function LongList({
  field,
  path,
  value,
  onChange,
  values,
}: FieldProps & { readonly values: readonly string[] }) {
  const { label, help, fault } = useWords(path, useIsMandatory(field, path));
  const { kind } = useForm();
  const [words, setWords] = useState('');
  const chosen = new Set((value as readonly string[] | undefined) ?? []);
  const wanted = words.trim().toLowerCase();
  const known = [...new Set([...values, ...chosen])];
  const groups = Map.groupBy(
    known.filter((each) => each.toLowerCase().includes(wanted)),
    (each) => each.split(':', 1)[0] ?? each,
  );
  return (
    <fieldset className="form-object">
      <legend>{label}</legend>
      {help !== undefined && <p className="quiet small">{help}</p>}
      {fault !== undefined && <p className="fr-error-text">{fault}</p>}
      {kind === 'security-profiles' && <Presets known={values} choose={onChange} />}
      <Input
        label={TEXTS.referentials.form.narrow}
        nativeInputProps={{
          type: 'search',
          value: words,
          onChange: ({ target }) => setWords(target.value),
          onKeyDown: (event) => {
            // It narrows as one types: nothing is to be sent.
            if (event.key === 'Enter') event.preventDefault();
          },
        }}
      />
      <p className="quiet small" role="status">
        {TEXTS.referentials.form.chosenOf(chosen.size, known.length)}
      </p>
      <div className="form-groups">
        {[...groups].map(([group, members]) => (
          <Checkbox
            key={group}
            small
            legend={group}
            options={members.map((each) => ({
              label: each,
              nativeInputProps: {
                checked: chosen.has(each),
                onChange: ({ target }) =>
                  onChange(known.filter((other) => (other === each ? target.checked : chosen.has(other)))),
              },
            }))}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** What applications of one kind need takes the place of what was chosen, and can be changed then. */
function Presets({
  known,
  choose,
}: {
  readonly known: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
}) {
  const { presets: words } = TEXTS.referentials.form;
  return (
    <fieldset className="form-presets">
      <legend className="quiet small">{words.title}</legend>
      {PRESET_NAMES.map((name) => (
        <Button
          key={name}
          type="button"
          priority="secondary"
          size="small"
          onClick={() => choose(presetOf(name, known))}
        >
          {words.names[name]}
        </Button>
      ))}
    </fieldset>
  );
}
