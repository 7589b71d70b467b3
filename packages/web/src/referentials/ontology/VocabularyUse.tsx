import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { vocabularyUseQuery } from '../../api/queries.ts';
import type { VocabularyUse as Use } from '../../api/types.ts';
import { Failure } from '../../parts/Failure.tsx';
import { useRight } from '../../shell/safe.ts';
import { TEXTS } from '../../texts/index.ts';

/** What stands on an entry of the vocabulary: values of archives, and elements of the schema (spec frontoffice.md B.24). */
export function VocabularyUse({ id }: { readonly id: string }) {
  const { tenant } = useRight();
  const { data, error, refetch } = useQuery(vocabularyUseQuery(tenant, id));
  const words = TEXTS.vocabulary;
  return (
    <section aria-labelledby="vocabulary-use">
      <h3 id="vocabulary-use">{words.title}</h3>
      <div role="status">
        {data === undefined && error === null && <p className="quiet">{words.counting}</p>}
        {data?.holders === null && <p>{words.notOfArchives}</p>}
        {data !== undefined && data.holders !== null && <Holders holders={data.holders} />}
      </div>
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data !== undefined && <Elements tenant={tenant} elements={data.elements} />}
    </section>
  );
}

function Holders({ holders }: { readonly holders: NonNullable<Use['holders']> }) {
  const { units, groups, tenants, uncounted } = holders;
  const words = TEXTS.vocabulary;
  const found = [units > 0 && words.units(units), groups > 0 && words.groups(groups)].filter(
    (each) => each !== false,
  );
  const [first, second] = found;
  const said = second === undefined ? first : words.and(String(first), second);
  if (said === undefined && uncounted > 0) return <p>{words.notCounted}</p>;
  return (
    <>
      <p className="fr-mb-1v">
        {said === undefined ? words.unused : uncounted > 0 ? words.heldAtLeast(said) : words.held(said)}
      </p>
      <p className="quiet small">
        {[words.seen(tenants), ...(uncounted > 0 ? [words.uncounted(uncounted, tenants)] : [])].join(' ')}
      </p>
    </>
  );
}

function Elements({ tenant, elements }: { readonly tenant: number; readonly elements: Use['elements'] }) {
  const words = TEXTS.vocabulary;
  if (elements.length === 0) return <p className="quiet small">{words.noElement}</p>;
  return (
    <details>
      <summary>{words.elements(elements.length)}</summary>
      <ul className="values">
        {elements.map(({ collection, path }) => (
          <li key={`${collection} ${path}`}>
            <Link
              to="/coffres/$tenant/referentiels/$kind"
              params={{ tenant: String(tenant), kind: 'schema' }}
              search={{ collection, fiche: path }}
              className="identifier"
            >
              {path}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
