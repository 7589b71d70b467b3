import { useQuery } from '@tanstack/react-query';
import { recordUsesQuery } from '../api/queries.ts';
import { TEXTS } from '../texts/index.ts';
import type { ReferentialName } from './kinds.ts';

/** What depends on a record; nothing where nothing does. */
export function RecordUses({
  tenant,
  kind,
  id,
  isEdited = false,
}: {
  readonly tenant: number;
  readonly kind: ReferentialName;
  readonly id: string;
  /** The record is about to be changed: what that brings about is told. */
  readonly isEdited?: boolean;
}) {
  const { data } = useQuery(recordUsesQuery(tenant, kind, id));
  const { uses: words } = TEXTS.referentials.preview;
  if (data === undefined || data.uses.length === 0) return null;
  return (
    <div className="notice fr-mb-3w">
      <p className="fr-mb-1v">
        <strong>{words.title}</strong>
      </p>
      <ul className="fr-mb-0">
        {data.uses.map(({ by, count, some }) => (
          <li key={by}>
            {words.by[by](count)}
            {by !== 'register' && some.length > 0 && ` (${some.join(', ')}${count > some.length ? '…' : ''})`}
          </li>
        ))}
      </ul>
      {isEdited && kind === 'rules' && <p className="fr-mt-1w fr-mb-0">{words.rulesFollow}</p>}
    </div>
  );
}
