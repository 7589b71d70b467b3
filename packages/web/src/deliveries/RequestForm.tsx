import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call } from '../api/client.ts';
import { estimateQuery } from '../api/queries.ts';
import type { DeliveryChoice, StartedOperation } from '../api/types.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { BIG, MOST_DELIVERED } from '../parts/thresholds.ts';
import { useRight } from '../shell/safe.ts';
import { wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { objectsOf, USAGES } from './request.ts';

type Kind = keyof typeof TEXTS.request.objectKinds;

/** What a package is asked to hold besides, by the names that the API gives it. */
const MARKS = ['lifeCycles', 'originalNames', 'tree'] as const;

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
    mutationFn: (body: object) => call<StartedOperation>('POST', `/tenants/${tenant}/deliveries`, { body }),
    onSuccess: async ({ id }) => {
      await navigate({
        to: '/coffres/$tenant/mises-a-disposition/$id',
        params: { tenant: String(tenant), id },
      });
      onAsked?.();
      await client.invalidateQueries({ queryKey: ['deliveries', tenant] });
    },
  });

  const units = estimate.data?.units;
  const isTooBig = units !== undefined && units > MOST_DELIVERED;
  /** What is asked for once its size is confirmed. */
  const [asked, setAsked] = useState<object>();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const texts = ['messageRequestIdentifier', 'requesterIdentifier', 'comment']
      .map((name) => [name, String(data.get(name) ?? '').trim()])
      .filter(([, value]) => value !== '');
    const body = {
      ...choice,
      ...Object.fromEntries(texts),
      sedaVersion: data.get('sedaVersion'),
      ...Object.fromEntries(MARKS.map((name) => [name, data.get(name) === 'on'])),
    };
    if (units !== undefined && units > BIG) setAsked(body);
    else ask.mutate(body);
  }

  return (
    <form className="panel" aria-labelledby="request" onSubmit={submit}>
      <h2 id="request">{TEXTS.request.heading}</h2>
      <fieldset className="choices">
        <legend>{TEXTS.request.objects}</legend>
        {Object.entries(TEXTS.request.objectKinds).map(([value, { label, hint }]) => (
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
              label={wordFor(TEXTS.object.qualifiers, usage)}
              options={Object.entries(TEXTS.request.patterns).map(([value, label]) => ({ value, label }))}
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
          label={TEXTS.request.version}
          hint={TEXTS.request.versionHint}
          options={['2.3', '2.2', '2.1'].map((value) => ({ value, label: `SEDA ${value}` }))}
          nativeSelectProps={{ name: 'sedaVersion', defaultValue: '2.3' }}
        />
        <Input
          label={TEXTS.request.reference}
          hintText={TEXTS.request.optional}
          nativeInputProps={{ name: 'messageRequestIdentifier', maxLength: 100 }}
        />
        <Input
          label={TEXTS.request.requester}
          hintText={TEXTS.request.optional}
          nativeInputProps={{ name: 'requesterIdentifier', maxLength: 100 }}
        />
        <Input
          label={TEXTS.request.comment}
          hintText={TEXTS.request.optional}
          nativeInputProps={{ name: 'comment', maxLength: 300 }}
        />
      </div>
      <fieldset className="request-marks">
        <legend>{TEXTS.request.form}</legend>
        {MARKS.map((name) => (
          <label key={name} className="mark">
            <input type="checkbox" name={name} />
            {TEXTS.request.marks[name]}
          </label>
        ))}
      </fieldset>
      {ask.error !== null && asked === undefined && (
        <Failure error={ask.error} title={TEXTS.request.failed} />
      )}
      {isTooBig && <Alert small severity="error" description={TEXTS.request.tooBig(units, MOST_DELIVERED)} />}
      {asked !== undefined && (
        <Confirm
          title={TEXTS.request.askBig}
          words={TEXTS.request.bigWords(units ?? BIG)}
          label={TEXTS.request.submit}
          confirm={() => ask.mutate(asked)}
          close={() => setAsked(undefined)}
          isPending={ask.isPending}
          error={ask.error}
        />
      )}
      <div className="row">
        <Button type="submit" disabled={ask.isPending || units === 0 || isTooBig}>
          <Icon name="download" />
          {ask.isPending ? TEXTS.request.asking : TEXTS.request.submit}
        </Button>
        <p className="quiet small fr-mb-0" role="status">
          {estimate.data
            ? TEXTS.request.estimate(estimate.data)
            : estimate.error
              ? TEXTS.request.noEstimate
              : TEXTS.request.estimating}
        </p>
      </div>
    </form>
  );
}
