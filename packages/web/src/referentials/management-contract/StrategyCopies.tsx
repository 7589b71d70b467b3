import { useQuery } from '@tanstack/react-query';
import { storageStrategiesQuery } from '../../api/queries.ts';
import { useRight } from '../../shell/safe.ts';
import { TEXTS } from '../../texts/index.ts';
import { isNamed, strategyOf } from './strategy.ts';

/** How many copies a strategy keeps and where, or that there is no such one. @param name as the contract has it */
export function StrategyCopies({ name }: { readonly name: unknown }) {
  const { tenant } = useRight();
  const { data, error } = useQuery(storageStrategiesQuery(tenant));
  const words = TEXTS.storageStrategy;
  if (error !== null) return <p className="quiet small fr-mb-0 strategy-copies">{words.untold}</p>;
  if (data === undefined) return null;
  const strategy = strategyOf(data, name);
  if (strategy === undefined)
    return <p className="notice fr-mb-0 strategy-copies">{words.unknown(String(name))}</p>;
  return (
    <p className="quiet small fr-mb-0 strategy-copies">
      {!isNamed(name) && `${words.byDefault} `}
      {words.copies(strategy.copies, strategy.offers.join(', '))}
    </p>
  );
}
