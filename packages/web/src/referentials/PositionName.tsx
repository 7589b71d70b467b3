import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { unitQuery } from '../api/queries.ts';
import { useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';

/** A position of the tree as people know it: its title, where it lies, and its identifier. */
export function PositionName({ id, isLink = false }: { readonly id: string; readonly isLink?: boolean }) {
  const { tenant } = useRight();
  const { data, error } = useQuery({ ...unitQuery(tenant, id), retry: false });
  const above = data?.path.filter((step) => step.id !== id).map(({ title }) => title) ?? [];
  return (
    <span className="position">
      {data !== undefined &&
        (isLink ? (
          <Link to="/coffres/$tenant/archives/$id" params={{ tenant: String(tenant), id }}>
            {data.unit.title}
          </Link>
        ) : (
          <strong>{data.unit.title}</strong>
        ))}
      {error !== null && <span>{TEXTS.referentials.unknownPosition}</span>}
      {above.length > 0 && <span className="quiet small">{above.join(' › ')}</span>}
      <span className="identifier quiet small">{id}</span>
    </span>
  );
}
