import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../api/client.ts';
import { servicesQuery, tenantsQuery } from '../../api/queries.ts';
import type { TriedCall, TriedCheck } from '../../api/types.ts';
import { Failure } from '../../parts/Failure.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { TEXTS } from '../../texts/index.ts';

interface Trial {
  readonly tenant: number;
  readonly permission: string;
  readonly accessContract?: string;
  readonly ingestContract?: string;
}

/** Tries a call of the application without making it: which checks would let it pass, and which would refuse it. */
export function ContextTrial({ id }: { readonly id: string }) {
  const tenants = useQuery(tenantsQuery);
  const services = useQuery(servicesQuery);
  const list = useId();
  const [chosen, setChosen] = useState<string>();
  const words = TEXTS.context.trial;
  const tried = useMutation({
    mutationFn: (body: Trial) =>
      call<TriedCall>('POST', `/platform/contexts/${encodeURIComponent(id)}/trial`, {
        body,
      }),
  });
  return (
    <section aria-labelledby="trial">
      <h3 id="trial">{words.title}</h3>
      <p className="quiet small">{words.lead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          tried.mutate(readTrial(new FormData(event.currentTarget)));
        }}
      >
        <Select
          label={words.safe}
          options={(tenants.data ?? []).map(({ tenant, name }) => ({
            value: String(tenant),
            label: `${tenant} : ${name}`,
          }))}
          nativeSelectProps={{
            name: 'tenant',
            value: chosen ?? String(tenants.data?.[0]?.tenant ?? ''),
            onChange: ({ target }) => setChosen(target.value),
          }}
        />
        <Input
          label={words.service}
          hintText={words.serviceHint}
          nativeInputProps={{
            ...{ name: 'permission', list, required: true, autoComplete: 'off', defaultValue: 'units:read' },
            maxLength: 100,
          }}
        />
        <datalist id={list}>
          {services.data?.services.map(({ permission, verb, path, description }) => (
            <option key={permission} value={permission}>
              {`${description} (${verb} ${path})`}
            </option>
          ))}
        </datalist>
        <Input
          label={words.accessContract}
          hintText={words.contractHint}
          nativeInputProps={{ name: 'accessContract', maxLength: 100 }}
        />
        <Input
          label={words.ingestContract}
          hintText={words.contractHint}
          nativeInputProps={{ name: 'ingestContract', maxLength: 100 }}
        />
        <Button type="submit" size="small" priority="secondary" disabled={tried.isPending}>
          {words.run}
        </Button>
      </form>
      <div role="status">
        {tried.error !== null && <Failure error={tried.error} title={words.failed} />}
        {tried.data !== undefined && <Checks checks={tried.data.checks} />}
      </div>
    </section>
  );
}

function readTrial(form: FormData): Trial {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const [access, ingest] = [text('accessContract'), text('ingestContract')];
  return {
    ...{ tenant: Number(text('tenant')), permission: text('permission') },
    ...(access === '' ? {} : { accessContract: access }),
    ...(ingest === '' ? {} : { ingestContract: ingest }),
  };
}

const ICONS = { PASSED: 'good', REFUSED: 'bad', WANTED: 'warn' } as const;

function Checks({ checks }: { readonly checks: readonly TriedCheck[] }) {
  const words = TEXTS.context.trial;
  const refused = checks.filter(({ outcome }) => outcome === 'REFUSED').length;
  return (
    <>
      <p className={refused === 0 ? 'checked fr-mt-2w' : 'notice fr-mt-2w'}>
        {refused === 0 ? words.passes : words.refused(refused)}
      </p>
      <ul className="plain trial-checks">
        {checks.map((each) => (
          <li key={each.check} className={`trial-${each.outcome.toLowerCase()}`}>
            <Icon name={ICONS[each.outcome]} size={16} />
            <span>{each.outcome === 'WANTED' ? words.wanted : words.checks[each.check][each.outcome]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
