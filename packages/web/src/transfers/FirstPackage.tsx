import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { call } from '../api/client.ts';
import type { Right, StartedOperation } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { mayAdministrate, mayDeposit } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';

/** What an empty safe says: how archives come in, and a package to try. */
export function FirstPackage({ safe }: { readonly safe: Right }) {
  const params = { tenant: String(safe.tenant) };
  return (
    <section className="empty" aria-labelledby="first-package">
      <h2 id="first-package">{TEXTS.firstPackage.title}</h2>
      <p>{TEXTS.firstPackage.lead}</p>
      {mayAdministrate(safe) && <Trial tenant={safe.tenant} />}
      {!mayDeposit(safe) && <p>{TEXTS.firstPackage.notYours}</p>}
      {mayDeposit(safe) && (
        <p className="fr-mt-3w fr-mb-0">
          <Link to="/coffres/$tenant/deposer" params={params} className="fr-link">
            {TEXTS.firstPackage.own}
          </Link>
        </p>
      )}
    </section>
  );
}

function Trial({ tenant }: { readonly tenant: number }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const address = `/tenants/${tenant}/first-package`;
  const deposit = useMutation({
    mutationFn: () => call<StartedOperation>('POST', address),
    onSuccess: async ({ id }) => {
      await navigate({ to: '/coffres/$tenant/versements/$id', params: { tenant: String(tenant), id } });
      await client.invalidateQueries({ queryKey: ['transfers', tenant] });
    },
  });
  const download = useMutation({
    mutationFn: () => call('POST', `${address}/referentials`),
    onSuccess: () => window.location.assign(`/api/v1${address}`),
  });
  const error = deposit.error ?? download.error;
  const isBusy = deposit.isPending || download.isPending;
  return (
    <>
      <p>{TEXTS.firstPackage.how}</p>
      <p className="quiet small">{TEXTS.firstPackage.prepared}</p>
      {error !== null && <Failure error={error} title={TEXTS.firstPackage.failed} />}
      <div className="row">
        <Button disabled={isBusy} onClick={() => deposit.mutate()}>
          <Icon name="upload" />
          {isBusy ? TEXTS.firstPackage.depositing : TEXTS.firstPackage.deposit}
        </Button>
        <Button priority="secondary" disabled={isBusy} onClick={() => download.mutate()}>
          <Icon name="download" />
          {TEXTS.firstPackage.download}
        </Button>
      </div>
    </>
  );
}
