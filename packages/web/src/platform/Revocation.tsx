import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { TEXTS } from '../texts/index.ts';

/** Takes a key or a certificate out of use, once somebody has confirmed it. */
export function Revocation({
  kind,
  id,
  label,
}: {
  readonly kind: 'keys' | 'certificates';
  readonly id: string;
  readonly label: string;
}) {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const revoke = useMutation({
    mutationFn: () => call('POST', `/platform/${kind}/${id}/revocation`),
    onSuccess: async () => {
      setAsked(false);
      await client.invalidateQueries({ queryKey: ['platform', kind] });
    },
  });
  return (
    <>
      <Button
        size="small"
        priority="tertiary"
        title={TEXTS.platform.revokeNamed(label)}
        onClick={() => {
          revoke.reset();
          setAsked(true);
        }}
      >
        {TEXTS.platform.revoke}
      </Button>
      {isAsked && (
        <Confirm
          title={TEXTS.platform.revokeNamed(label)}
          words={TEXTS.platform.revokeEffect}
          label={TEXTS.platform.revoke}
          confirm={() => revoke.mutate()}
          close={() => setAsked(false)}
          isPending={revoke.isPending}
          error={revoke.error}
        />
      )}
    </>
  );
}
