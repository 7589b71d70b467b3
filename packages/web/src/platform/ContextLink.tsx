import { Link } from '@tanstack/react-router';
import { useRight } from '../shell/safe.ts';

/** Leads to the record of a context: what the application may do. */
export function ContextLink({ id }: { readonly id: string }) {
  const { tenant } = useRight();
  return (
    <Link
      to="/coffres/$tenant/referentiels/$kind"
      params={{ tenant: String(tenant), kind: 'contexts' }}
      search={{ fiche: id }}
    >
      {id}
    </Link>
  );
}
