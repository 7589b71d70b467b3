import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formQuery } from '../../api/queries.ts';
import type { ReferentialRecord } from '../../api/types.ts';
import { Failure } from '../../parts/Failure.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { useRight } from '../../shell/safe.ts';
import { TEXTS } from '../../texts/index.ts';
import { RecordForm } from '../form/RecordForm.tsx';
import { ContextCredentials } from './ContextCredentials.tsx';
import { ContextTrial } from './ContextTrial.tsx';
import '../form/form.css';

/** What an application may do under its context, with what it comes in, and whether a call would pass (spec B.25). */
export function ContextPanel({ record }: { readonly record: ReferentialRecord }) {
  const id = String(record['#key']);
  return (
    <>
      <Permissions record={record} />
      <ContextCredentials id={id} />
      <ContextTrial id={id} />
    </>
  );
}

/** Members that are changed beside the record. */
const CHANGED_HERE = ['EnableControl', 'Permissions'];

function Permissions({ record }: { readonly record: ReferentialRecord }) {
  const { tenant } = useRight();
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...formQuery(tenant, 'contexts'), enabled: isOpen });
  if (!isOpen)
    return (
      <p>
        <Button size="small" priority="secondary" onClick={() => setOpen(true)}>
          {TEXTS.context.change}
        </Button>
      </p>
    );
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  const fields = data.fields.filter(({ name }) => CHANGED_HERE.includes(name));
  return (
    <RecordForm
      key={String(record['#version'])}
      kind="contexts"
      form={{ ...data, fields }}
      record={record}
      done={() => setOpen(false)}
    />
  );
}
