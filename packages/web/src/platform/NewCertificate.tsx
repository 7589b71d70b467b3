import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import type { Certificate } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { TEXTS } from '../texts/index.ts';
import { ContextField } from './ContextField.tsx';

/** Longest file that is read as a certificate; the service says what it is. */
const LONGEST = 50_000;

/**
 * A certificate is bound to the context of an application, or to a person.
 * @param renewed the one that it follows: both are good until somebody revokes the older one
 */
export function NewCertificate({ renewed }: { readonly renewed: Certificate | undefined }) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState('');
  const words = TEXTS.platform;
  const store = useMutation({
    mutationFn: (body: { label: string; context: string | null; certificate: string }) =>
      call('POST', '/platform/certificates', { body }),
    onSuccess: async () => {
      form.current?.reset();
      setText('');
      await client.invalidateQueries({ queryKey: ['platform', 'certificates'] });
    },
  });
  useEffect(() => {
    if (renewed !== undefined) form.current?.querySelector('textarea')?.focus();
  }, [renewed]);
  return (
    <form
      ref={form}
      aria-labelledby="new-certificate"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const context = String(given.get('context') ?? '').trim();
        store.mutate({
          label: String(given.get('label') ?? '').trim(),
          context: context === '' ? null : context,
          certificate: text,
        });
      }}
    >
      <h3 id="new-certificate" className="fr-mt-3w">
        {renewed === undefined ? words.newCertificate : words.renewNamed(renewed.label)}
      </h3>
      {renewed !== undefined && <p className="quiet">{words.renewEffect}</p>}
      <div className="criteria record-filters">
        <Input
          key={`label ${renewed?.id}`}
          label={words.label}
          hintText={words.certificateLabelHint}
          nativeInputProps={{
            ...{ name: 'label', required: true, maxLength: 200, defaultValue: renewed?.label ?? '' },
          }}
        />
        <ContextField
          key={`context ${renewed?.id}`}
          hint={words.certificateContextHint}
          initial={renewed?.context ?? ''}
        />
      </div>
      <Input
        textArea
        label={words.certificate}
        hintText={words.certificateHint}
        nativeTextAreaProps={{
          ...{ rows: 4, required: true, spellCheck: false, maxLength: LONGEST, value: text },
          onChange: ({ target }) => setText(target.value),
        }}
      />
      <div className="row">
        <label className="fr-btn fr-btn--secondary">
          {words.certificateFile}
          <input
            type="file"
            className="fr-sr-only"
            accept=".pem,.crt,.cer"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file !== undefined && file.size <= LONGEST) void file.text().then(setText);
              target.value = '';
            }}
          />
        </label>
        <Button type="submit" disabled={store.isPending}>
          {words.storeCertificate}
        </Button>
      </div>
      {store.isError && <Failure error={store.error} title={words.notMade} />}
      {store.isSuccess && <p role="status">{words.certificateStored}</p>}
    </form>
  );
}
