import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useId } from 'react';
import { call } from '../../api/client.ts';
import type { ContractSimulation } from '../../api/types.ts';
import { Failure } from '../../parts/Failure.tsx';
import { useRight } from '../../shell/safe.ts';
import { TEXTS } from '../../texts/index.ts';
import type { Document } from '../form/document.ts';
import { openingWords } from './opening-words.ts';
import { openingsOf } from './openings.ts';

/** What a contract opens, in sentences and in figures; it need not be saved (spec frontoffice.md B.18). */
export function ContractInWords({
  contract,
  heading: Heading,
}: {
  readonly contract: Document;
  readonly heading: 'h2' | 'h3';
}) {
  const { tenant } = useRight();
  const heading = useId();
  const words = TEXTS.accessContract;
  const simulation = useMutation({
    mutationFn: () =>
      call<ContractSimulation>('POST', `/tenants/${tenant}/access-contracts/simulation`, { body: contract }),
  });
  const { reset } = simulation;
  const said = JSON.stringify(contract);
  // What was counted is of the contract as it was.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the contract is what it waits for
  useEffect(reset, [said]);
  return (
    <section aria-labelledby={heading} className={Heading === 'h2' ? 'panel' : undefined}>
      <Heading id={heading}>{words.title}</Heading>
      <p>{openingWords(openingsOf(contract)).join(' ')}</p>
      <p className="quiet small">{words.advice}</p>
      <Button
        type="button"
        priority="secondary"
        size="small"
        disabled={simulation.isPending}
        onClick={() => simulation.mutate()}
      >
        {simulation.isPending ? words.simulating : words.simulate}
      </Button>
      <div role="status">{simulation.data !== undefined && <Figures found={simulation.data} />}</div>
      {simulation.data !== undefined && <Details found={simulation.data} tenant={tenant} />}
      {simulation.error !== null && <Failure error={simulation.error} title={words.failed} />}
    </section>
  );
}

const TYPES = ['INGEST', 'HOLDING_UNIT', 'FILING_UNIT'] as const;

function Figures({ found: { seen, units } }: { readonly found: ContractSimulation }) {
  const words = TEXTS.accessContract;
  const types = TYPES.filter((type) => seen[type] > 0);
  return (
    <div className="notice fr-mt-2w">
      <p className="fr-mb-1v">
        <strong>
          {units === 0
            ? words.empty
            : seen.total === 0
              ? words.nothing(units)
              : words.found(seen.total, units)}
        </strong>
      </p>
      {types.length > 0 && (
        <ul className="fr-mb-0">
          {types.map((type) => (
            <li key={type}>{words.types[type](seen[type])}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Details({ found, tenant }: { readonly found: ContractSimulation; readonly tenant: number }) {
  const words = TEXTS.accessContract;
  const { samples, seen } = found;
  return (
    <>
      <p className="fr-mt-2w fr-mb-1v">
        <strong>{words.refused}</strong>
      </p>
      <ul>
        {refusalsOf(found).map((refusal) => (
          <li key={refusal}>{words.refuses[refusal]}</li>
        ))}
      </ul>
      {seen.total > 0 && (
        <>
          <p className="fr-mt-2w fr-mb-1v">
            <strong>{words.samples}</strong>
          </p>
          <p className="quiet small">{samples.length > 0 ? words.samplesAdvice : words.noSamples}</p>
          <ul>
            {samples.map(({ id, title, agency }) => (
              <li key={id}>
                <Link to="/coffres/$tenant/archives/$id" params={{ tenant: String(tenant), id }}>
                  {title}
                </Link>
                {agency !== null && <span className="quiet small"> {agency}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function refusalsOf({
  writes,
  usages,
}: ContractSimulation): readonly (keyof typeof TEXTS.accessContract.refuses)[] {
  const refusals = [
    ...(writes === 'nothing' ? (['everyWrite'] as const) : []),
    ...(writes === 'descriptions' ? (['rulesWrite'] as const) : []),
    ...(usages === null ? [] : (['usages'] as const)),
  ];
  return refusals.length === 0 ? ['nothing'] : refusals;
}
