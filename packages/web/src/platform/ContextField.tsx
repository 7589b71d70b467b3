import { Input } from '@codegouvfr/react-dsfr/Input';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { referentialQuery } from '../api/queries.ts';
import { useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';

/** Most contexts that are offered; another one is typed. */
const MOST = 100;

/** The context of an application, offered by identifier and name. */
export function ContextField({
  hint,
  initial = '',
  isRequired = false,
}: {
  readonly hint: string;
  readonly initial?: string | undefined;
  readonly isRequired?: boolean;
}) {
  const { tenant } = useRight();
  const list = useId();
  const { data } = useQuery(referentialQuery(tenant, 'contexts', { limit: MOST }));
  return (
    <>
      <Input
        label={TEXTS.platform.context}
        hintText={hint}
        nativeInputProps={{
          name: 'context',
          list,
          autoComplete: 'off',
          maxLength: 100,
          required: isRequired,
          defaultValue: initial,
        }}
      />
      <datalist id={list}>
        {data?.records.map((record) => (
          <option key={String(record['#key'])} value={String(record['#key'])}>
            {String(record.Name ?? '')}
          </option>
        ))}
      </datalist>
    </>
  );
}
