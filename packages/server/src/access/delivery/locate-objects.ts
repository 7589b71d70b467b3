import type { ChunkResult } from '../../operations/index.ts';
import { readLines, writeLines } from '../../storage/index.ts';
import { logAccess } from '../access-log.ts';
import {
  type DeliveredFile,
  type DeliveryRun,
  FILES,
  folderOf,
  type PlacedFile,
  parametersOf,
} from './delivery-run.ts';

/**
 * STP_PUT_BINARY_ON_WORKSPACE for one chunk (spec operations.md 3.2): finds where the bytes of each object lie. They
 * are read once, into the package; copies between would cost as much again and prove nothing.
 * @throws Error when an object has no place: its group says that it is kept
 */
export async function locateObjects(run: DeliveryRun, chunk: number): Promise<ChunkResult> {
  const { tenant, house } = run;
  const files = await readLines<DeliveredFile>(folderOf(run), FILES.objects(chunk));
  const rows = await house.database.inTenant(tenant, (tx) =>
    tx.query<{ name: string; container: string; offset: number | null; size: number; digest: Buffer }>(
      `select name, container, entry_offset as "offset", size, digest from placement
       where tenant = $1 and category = 'objects' and name = any ($2)`,
      [tenant, files.map(({ id }) => id)],
    ),
  );
  const places = new Map(rows.map((row) => [row.name, row]));
  const placed = files.map((file): PlacedFile => {
    const place = places.get(file.id);
    if (!place) throw new Error(`object ${file.id} has no place on the offers`);
    const { container, offset, size, digest } = place;
    return { ...file, container, offset, size, digest: digest.toString('hex') };
  });
  await writeLines(folderOf(run), FILES.places(chunk), placed);
  const { rights, account } = parametersOf(run);
  const reader = {
    tenant,
    request: run.id,
    context: run.context,
    ...(account === undefined ? {} : { account }),
  };
  const read = placed.map(({ id, size, version }) => ({ id, size, dataObjectVersion: version }));
  await house.database.inTenant(tenant, (tx) => logAccess(tx, rights, reader, read, house.clock.now()));
  const done = { status: 'OK' as const, meter: { OK: files.length } };
  // Offers that answer at once have nothing to make ready.
  return { actions: { EXPORT_CHECK_RESOURCE_AVAILABILITY: done, PUT_BINARY_ON_WORKSPACE: done } };
}
