import type { ReferentialRecord } from '../../api/types.ts';
import { Facts } from '../../parts/Facts.tsx';
import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import { StrategyCopies } from './StrategyCopies.tsx';
import { isNamed, PLACES } from './strategy.ts';

/** Under which strategies a management contract keeps what, with their copies (spec frontoffice.md B.20). */
export function ContractStorage({ record }: { readonly record: ReferentialRecord }) {
  const storage = (record.Storage ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <section aria-labelledby="contract-storage">
      <h3 id="contract-storage">{TEXTS.storageStrategy.title}</h3>
      <Facts
        compact
        facts={PLACES.map((place) => {
          const name = storage[place];
          return [
            wordFor(TEXTS.referentials.members, place),
            <div key={place}>
              {isNamed(name) && wordFor(TEXTS.referentials.words, name)}
              <StrategyCopies name={name} />
            </div>,
          ];
        })}
      />
    </section>
  );
}
