import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import type { AuditPage } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { TEXTS } from '../texts/index.ts';

type Kind = keyof typeof TEXTS.audits.form.kinds;
type Perimeter = keyof typeof TEXTS.audits.form.perimeters;

/** Asks for an audit, and leads to it. */
export function LaunchForm({
  tenant,
  agencies,
  close,
}: {
  readonly tenant: number;
  readonly agencies: AuditPage['choices'];
  readonly close: () => void;
}) {
  const words = TEXTS.audits.form;
  const navigate = useNavigate();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('integrity');
  const [perimeter, setPerimeter] = useState<Perimeter>('safe');
  const ask = useMutation({
    mutationFn: (body: object) => call<{ id: string }>('POST', `/tenants/${tenant}/audits`, { body }),
    onSuccess: async ({ id }) => {
      await navigate({ to: '/coffres/$tenant/audits/$id', params: { tenant: String(tenant), id } });
      await client.invalidateQueries({ queryKey: ['audits', tenant] });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get('id') ?? '').trim();
    ask.mutate({ kind, perimeter: perimeter === 'safe' ? { kind: perimeter } : { kind: perimeter, id } });
  }

  return (
    <form className="panel audit-choices" aria-labelledby="audit-form" onSubmit={submit}>
      <h2 id="audit-form">{words.title}</h2>
      <fieldset className="choices">
        <legend>{words.kind}</legend>
        {Object.entries(words.kinds).map(([value, { label, hint }]) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="kind"
              value={value}
              checked={kind === value}
              onChange={() => setKind(value as Kind)}
            />
            <strong>{label}</strong>
            <span className="quiet small">{hint}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>{words.perimeter}</legend>
        {Object.entries(words.perimeters).map(([value, label]) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="perimeter"
              value={value}
              checked={perimeter === value}
              onChange={() => setPerimeter(value as Perimeter)}
            />
            <strong>{label}</strong>
          </label>
        ))}
      </fieldset>
      {perimeter === 'agency' && (
        <Select
          label={words.agency}
          placeholder={words.chooseAgency}
          options={agencies.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
          nativeSelectProps={{ name: 'id', required: true, defaultValue: '' }}
        />
      )}
      {perimeter === 'operation' && (
        <Input
          label={words.operation}
          hintText={words.operationHint}
          nativeInputProps={{ name: 'id', required: true, minLength: 36, maxLength: 36 }}
        />
      )}
      {ask.error !== null && <Failure error={ask.error} title={words.failed} />}
      <div className="row">
        <Button type="submit" disabled={ask.isPending}>
          {ask.isPending ? words.asking : words.submit}
        </Button>
        <Button type="button" priority="secondary" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
