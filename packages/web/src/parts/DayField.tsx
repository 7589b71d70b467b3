import { Input } from '@codegouvfr/react-dsfr/Input';

/** A day of a filter, `yyyy-MM-dd`, which acts as soon as it is chosen; '' for none. */
export function DayField({
  label,
  day = '',
  choose,
}: {
  readonly label: string;
  readonly day?: string | undefined;
  readonly choose: (day: string) => void;
}) {
  return (
    <Input
      label={label}
      nativeInputProps={{ type: 'date', value: day, onChange: ({ target }) => choose(target.value) }}
    />
  );
}
