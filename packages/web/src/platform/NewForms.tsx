import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import type { MadeKey } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { TEXTS } from '../texts/index.ts';
import { ContextField } from './ContextField.tsx';

const fieldOf = (form: HTMLFormElement, name: string) => String(new FormData(form).get(name) ?? '').trim();

export function NewTenant() {
  const client = useQueryClient();
  const words = TEXTS.platform;
  const make = useMutation({
    mutationFn: (form: HTMLFormElement) =>
      call('POST', '/platform/tenants', {
        body: { tenant: Number(fieldOf(form, 'tenant')), name: fieldOf(form, 'name') },
      }),
    onSuccess: async (_, form) => {
      form.reset();
      await client.invalidateQueries({ queryKey: ['platform', 'tenants'] });
      // The new safe is one's own from now on.
      await client.invalidateQueries({ queryKey: ['session'] });
    },
  });
  return (
    <form
      aria-labelledby="new-tenant"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(event.currentTarget);
      }}
    >
      <h3 id="new-tenant" className="fr-mt-3w">
        {words.newTenant}
      </h3>
      <div className="criteria record-filters">
        <Input
          label={words.number}
          hintText={words.numberHint}
          nativeInputProps={{ name: 'tenant', type: 'number', min: 0, max: 999_999_999, required: true }}
        />
        <Input
          label={words.name}
          hintText={words.nameHint}
          nativeInputProps={{ name: 'name', required: true, maxLength: 200 }}
        />
        <div>
          <Button type="submit" disabled={make.isPending}>
            {words.makeTenant}
          </Button>
        </div>
      </div>
      {make.isError && <Failure error={make.error} title={words.notMade} />}
      {make.isSuccess && <p role="status">{words.tenantMade}</p>}
    </form>
  );
}

export function NewKey() {
  const client = useQueryClient();
  const words = TEXTS.platform;
  const make = useMutation({
    mutationFn: (form: HTMLFormElement) => {
      const expiresAt = fieldOf(form, 'expiresAt');
      return call<MadeKey>('POST', '/platform/keys', {
        body: {
          label: fieldOf(form, 'label'),
          context: fieldOf(form, 'context'),
          ...(expiresAt === '' ? {} : { expiresAt }),
        },
      });
    },
    onSuccess: async (_, form) => {
      form.reset();
      await client.invalidateQueries({ queryKey: ['platform', 'keys'] });
    },
    // The secret is in no cache once the page is left.
    gcTime: 0,
  });
  return (
    <form
      aria-labelledby="new-key"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(event.currentTarget);
      }}
    >
      <h3 id="new-key" className="fr-mt-3w">
        {words.newKey}
      </h3>
      <div className="criteria record-filters">
        <Input
          label={words.label}
          hintText={words.labelHint}
          nativeInputProps={{ name: 'label', required: true, maxLength: 200 }}
        />
        <ContextField hint={words.contextHint} isRequired />
        <Input
          label={words.ends}
          hintText={words.endsHint}
          nativeInputProps={{ name: 'expiresAt', type: 'date' }}
        />
        <div>
          <Button type="submit" disabled={make.isPending}>
            {words.makeKey}
          </Button>
        </div>
      </div>
      {make.isError && <Failure error={make.error} title={words.notMade} />}
      {make.data !== undefined && (
        <div role="status">
          <Alert as="h4" severity="success" title={words.keyMade} description={words.keyOnce} />
          <p className="identifier fr-mt-2w">{make.data.key}</p>
        </div>
      )}
    </form>
  );
}
