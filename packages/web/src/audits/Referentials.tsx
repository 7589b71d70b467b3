import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import type { ReferentialVerdict } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Tag } from '../parts/StatusTag.tsx';
import { number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { isSound, verdictInWords } from './audit-words.ts';

/** The audit of referentials, which is made while one waits. */
export function Referentials({ tenant }: { readonly tenant: number }) {
  const words = TEXTS.audits.referentials;
  const audit = useMutation({
    mutationFn: () =>
      call<{ collections: ReferentialVerdict[] }>('POST', `/tenants/${tenant}/audits/referentials`, {
        body: {},
      }),
  });
  return (
    <section className="panel audit-referentials" aria-labelledby="referentials">
      <h2 id="referentials">{words.heading}</h2>
      <p className="quiet">{words.lead}</p>
      <div className="row">
        <Button priority="secondary" disabled={audit.isPending} onClick={() => audit.mutate()}>
          {audit.isPending ? words.running : words.run}
        </Button>
      </div>
      {audit.error !== null && <Failure error={audit.error} title={words.failed} />}
      <div role="status">{audit.data !== undefined && <Verdicts collections={audit.data.collections} />}</div>
    </section>
  );
}

function Verdicts({ collections }: { readonly collections: readonly ReferentialVerdict[] }) {
  const { columns, caption, names, sound, faulty } = TEXTS.audits.referentials;
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {Object.entries(columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {collections.map((each) => (
            <tr key={each.name}>
              <td>
                <Tag tone={isSound(each) ? 'good' : 'bad'} words={isSound(each) ? sound : faulty} />
              </td>
              <td>
                <strong>{wordFor(names, each.name)}</strong>
              </td>
              <td data-label={columns.records}>{number(each.records)}</td>
              <td data-label={columns.said}>{verdictInWords(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
