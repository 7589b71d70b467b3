import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { estimateQuery } from '../api/queries.ts';
import type { DeliveryChoice } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { objectsOf, USAGES } from './request.ts';

const T = TEXTS.request;
type Kind = keyof typeof T.objectKinds;

/** Asks for the delivery of a selection, and leads to it. */
export function RequestForm({
  selection,
  onAsked,
}: {
  readonly selection: Omit<DeliveryChoice, 'objects'>;
  readonly onAsked?: () => void;
}) {
  const { tenant } = useRight();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('all');
  const [patterns, setPatterns] = useState<Readonly<Record<string, string>>>({ BinaryMaster: 'LAST' });
  const choice = { ...selection, objects: objectsOf(kind, patterns) };
  const estimate = useQuery(estimateQuery(tenant, choice));
  const ask = useMutation({
    mutationFn: (body: object) => call<{ id: string }>('POST', `/tenants/${tenant}/deliveries`, { body }),
    onSuccess: async ({ id }) => {
      await navigate({
        to: '/coffres/$tenant/mises-a-disposition/$id',
        params: { tenant: String(tenant), id },
      });
      onAsked?.();
      await client.invalidateQueries({ queryKey: ['deliveries', tenant] });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const texts = ['messageRequestIdentifier', 'requesterIdentifier', 'comment']
      .map((name) => [name, String(data.get(name) ?? '').trim()])
      .filter(([, value]) => value !== '');
    ask.mutate({
      ...choice,
      ...Object.fromEntries(texts),
      sedaVersion: data.get('sedaVersion'),
      lifeCycles: data.get('lifeCycles') === 'on',
    });
  }

  return (
    <form className="panel" aria-labelledby="request" onSubmit={submit}>
      <h2 id="request">{T.heading}</h2>
      <fieldset className="choices">
        <legend>{T.objects}</legend>
        {Object.entries(T.objectKinds).map(([value, { label, hint }]) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="objects"
              value={value}
              checked={kind === value}
              onChange={() => setKind(value as Kind)}
            />
            <strong>{label}</strong>
            <span className="quiet small">{hint}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'some' && (
        <div className="criteria usages">
          {USAGES.map((usage) => (
            <Select
              key={usage}
              label={TEXTS.object.qualifiers[usage] ?? usage}
              options={Object.entries(T.patterns).map(([value, label]) => ({ value, label }))}
              nativeSelectProps={{
                value: patterns[usage] ?? '',
                onChange: ({ target }) => setPatterns({ ...patterns, [usage]: target.value }),
              }}
            />
          ))}
        </div>
      )}
      <div className="criteria">
        <Select
          label={T.version}
          hint={T.versionHint}
          options={['2.3', '2.2', '2.1'].map((value) => ({ value, label: `SEDA ${value}` }))}
          nativeSelectProps={{ name: 'sedaVersion', defaultValue: '2.3' }}
        />
        <Input
          label={T.reference}
          hintText={T.optional}
          nativeInputProps={{ name: 'messageRequestIdentifier', maxLength: 100 }}
        />
        <Input
          label={T.requester}
          hintText={T.optional}
          nativeInputProps={{ name: 'requesterIdentifier', maxLength: 100 }}
        />
        <Input
          label={T.comment}
          hintText={T.optional}
          nativeInputProps={{ name: 'comment', maxLength: 300 }}
        />
      </div>
      <p className="request-mark">
        <label className="mark">
          <input type="checkbox" name="lifeCycles" />
          {T.lifeCycles}
        </label>
      </p>
      {ask.error !== null && <Failure error={ask.error} title={T.failed} />}
      <div className="row">
        <Button type="submit" disabled={ask.isPending || estimate.data?.units === 0}>
          <Icon name="download" />
          {ask.isPending ? T.asking : T.submit}
        </Button>
        <p className="quiet small fr-mb-0" role="status">
          {estimate.data ? T.estimate(estimate.data) : estimate.error ? T.noEstimate : T.estimating}
        </p>
      </div>
    </form>
  );
}
