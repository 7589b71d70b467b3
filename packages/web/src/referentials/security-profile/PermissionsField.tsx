import { Button } from '@codegouvfr/react-dsfr/Button';
import { TEXTS } from '../../texts/index.ts';
import { type FieldProps, useIsMandatory, useWords } from '../form/context.ts';
import { PermissionTable } from './PermissionTable.tsx';
import { PRESET_NAMES, presetOf } from './permission-presets.ts';

/** What an application may ask for, chosen in the table of all that the service has. */
export function PermissionsField({
  field,
  path,
  value,
  onChange,
  values,
}: FieldProps & { readonly values: readonly string[] }) {
  const { label, help, fault } = useWords(path, useIsMandatory(field, path));
  const chosen = new Set((value as readonly string[] | undefined) ?? []);
  const known = [...new Set([...values, ...chosen])];
  return (
    <fieldset className="form-object">
      <legend>{label}</legend>
      {help !== undefined && <p className="quiet small">{help}</p>}
      {fault !== undefined && <p className="fr-error-text">{fault}</p>}
      <Presets known={values} choose={onChange} />
      <PermissionTable
        names={known}
        choice={{
          chosen,
          turn: (permission, isChosen) =>
            onChange(known.filter((each) => (each === permission ? isChosen : chosen.has(each)))),
        }}
      />
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
