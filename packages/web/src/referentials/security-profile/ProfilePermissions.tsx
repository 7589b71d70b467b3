import type { ReferentialRecord } from '../../api/types.ts';
import { TEXTS } from '../../texts/index.ts';
import { PermissionTable } from './PermissionTable.tsx';

/** What a security profile lets applications ask for (spec frontoffice.md B.26). */
export function ProfilePermissions({ record }: { readonly record: ReferentialRecord }) {
  const names = (record.Permissions as readonly string[] | undefined) ?? [];
  const words = TEXTS.securityProfile;
  return (
    <section aria-labelledby="profile-permissions">
      <h3 id="profile-permissions">{words.title}</h3>
      {record.FullAccess === true ? (
        <p>{words.full}</p>
      ) : names.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <PermissionTable names={names} />
      )}
    </section>
  );
}
