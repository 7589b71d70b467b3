import { isGuid, type UnitId } from '../../platform/index.ts';
import { type EntryRun, folderOf } from '../entry.ts';
import { type FaultyLine, FILES, writeLines } from '../work-files.ts';
import type { Faulty } from './refusal.ts';
import type { SeenManifest } from './seen-manifest.ts';

/** Leaves to the reply what of the manifest is at fault, where there is no plan that names everything. */
export async function nameFaulty(
  run: EntryRun,
  { updates }: SeenManifest,
  { units = [], groups = [] }: Faulty,
): Promise<void> {
  if (units.length + groups.length === 0) return;
  const { tenant, house } = run;
  const lines = [
    ...units.map((manifestId): FaultyLine => {
      const update = updates.get(manifestId);
      // What stands for an archived unit has the identifier under which that was looked for.
      const asked = update && 'systemId' in update && isGuid(update.systemId) ? update.systemId : undefined;
      return { u: { manifestId, id: (asked ?? house.guids.make('unit', tenant)) as UnitId } };
    }),
    ...groups.map(
      ({ manifestId, given, objects }): FaultyLine => ({
        g: {
          manifestId,
          id: given,
          objects: objects.map((object) => ({
            manifestId: object.id,
            id: object.given,
            kind: object.kind,
            version: object.version,
          })),
        },
      }),
    ),
  ];
  await writeLines(folderOf(run), FILES.faulty, lines);
}
