import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { TenantId } from '../platform/index.ts';
import { beginDraft, type Draft, isDraftName } from './draft.ts';
import { durableFolders } from './durable-folders.ts';
import { openReader } from './file-reader.ts';
import type { FileSystem } from './file-system.ts';
import { checkContainer, checkOperation, checkTenant, INDEX_SUFFIX, isCategory } from './names.ts';
import type { CopyWriter, Offer } from './offer.ts';
import { isSystemError, StorageError, storageError } from './storage-error.ts';

/** Form of what lies on an offer (docs/decisions/0003); raised when an older Pérenne could not read it. */
const FORM = 1;
const MARKER = 'offer.json';

/**
 * An offer in a folder: a container is a file of that path in it. The folder is made when it does not exist and
 * marked with the offer's id, so that two offers mounted the wrong way round are noticed.
 * @throws StorageError WRONG_OFFER, NOT_PERMITTED, NO_SPACE, IO
 */
export async function openFilesystemOffer(id: string, root: string, files: FileSystem): Promise<Offer> {
  const folders = durableFolders(files, root);
  try {
    await checkMarker(id, root, files);
  } catch (error) {
    throw storageError(error, { offer: id });
  }
  return {
    id,
    async begin(container) {
      const path = join(root, checkContainer(container));
      const place = { offer: id, container };
      try {
        const draft = await folders.within(dirname(path), () => beginDraft(files, path));
        return copyWriter(files, path, draft, place);
      } catch (error) {
        throw storageError(error, place);
      }
    },
    async open(container) {
      return await openReader(files, join(root, checkContainer(container)), { offer: id, container });
    },
    async discard(tenant, operation) {
      try {
        await discardOperation(files, root, tenant, operation);
      } catch (error) {
        throw storageError(error, { offer: id });
      }
    },
    async containers(tenant, operation) {
      try {
        return await containersOf(files, root, tenant, operation);
      } catch (error) {
        throw storageError(error, { offer: id });
      }
    },
    async operations(tenant) {
      try {
        return await operationsIn(files, join(root, checkTenant(tenant)));
      } catch (error) {
        throw storageError(error, { offer: id });
      }
    },
    async present() {
      try {
        await readMarker(id, root, files);
      } catch (error) {
        throw storageError(error, { offer: id });
      }
    },
    async usableSpace() {
      try {
        return await files.usableSpace(root);
      } catch (error) {
        throw storageError(error, { offer: id });
      }
    },
    async capacity() {
      try {
        return await files.capacity(root);
      } catch (error) {
        throw storageError(error, { offer: id });
      }
    },
  };
}

interface At {
  readonly offer: string;
  readonly container: string;
}

function copyWriter(files: FileSystem, path: string, draft: Draft, place: At): CopyWriter {
  let index: Draft | undefined;
  const guarded = async <T>(work: () => Promise<T>) => {
    try {
      return await work();
    } catch (error) {
      throw storageError(error, place);
    }
  };
  const finish = async (bytes: Uint8Array | undefined) => {
    if (bytes !== undefined) {
      index = await beginDraft(files, path + INDEX_SUFFIX);
      await index.write(bytes);
    }
    // Together, so that the file system can make them durable in one commit of its journal. Both are awaited
    // even when one fails: a file must not be closed under a running sync.
    const synced = await Promise.allSettled([draft.sync(), index?.sync()]);
    for (const result of synced) if (result.status === 'rejected') throw result.reason;
    // The container's own name comes last: where it is, its index is.
    await index?.publish();
    await draft.publish();
    await files.syncFolder(dirname(path));
  };
  return {
    write: (bytes) => guarded(() => draft.write(bytes)),
    finish: (bytes) => guarded(() => finish(bytes)),
    async abort() {
      await index?.discard();
      await draft.discard();
    },
  };
}

async function discardOperation(files: FileSystem, root: string, tenant: TenantId, operation: string) {
  const ofTenant = join(root, checkTenant(tenant));
  checkOperation(operation);
  for (const category of await categoriesIn(files, ofTenant)) {
    const folder = join(ofTenant, category);
    await files.removeFolder(join(folder, operation));
    // Also where nothing was found: an earlier discarding may have removed it and failed before it was durable.
    await files.syncFolder(folder);
  }
}

async function containersOf(files: FileSystem, root: string, tenant: TenantId, operation: string) {
  const ofTenant = join(root, checkTenant(tenant));
  checkOperation(operation);
  const found: string[] = [];
  for (const category of await categoriesIn(files, ofTenant))
    for (const name of await namesIn(files, join(ofTenant, category, operation)))
      if (!isDraftName(name) && !name.endsWith(INDEX_SUFFIX))
        found.push(`${tenant}/${category}/${operation}/${name}`);
  return found;
}

async function operationsIn(files: FileSystem, ofTenant: string): Promise<string[]> {
  const found = new Set<string>();
  for (const category of await categoriesIn(files, ofTenant))
    for (const operation of await files.list(join(ofTenant, category))) found.add(operation);
  return [...found];
}

async function categoriesIn(files: FileSystem, ofTenant: string): Promise<string[]> {
  return (await namesIn(files, ofTenant)).filter(isCategory);
}

/** Of a folder that may not be there. */
async function namesIn(files: FileSystem, folder: string): Promise<string[]> {
  try {
    return await files.list(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw error;
  }
}

/** A folder without a mark becomes the offer. */
async function checkMarker(id: string, root: string, files: FileSystem): Promise<void> {
  try {
    await readMarker(id, root, files);
  } catch (error) {
    if (!(error instanceof StorageError && error.code === 'MISSING')) throw error;
    await markFolder(id, root, files);
  }
}

async function readMarker(id: string, root: string, files: FileSystem): Promise<void> {
  const path = join(root, MARKER);
  const copy = await openReader(files, path, { offer: id, container: MARKER });
  let marker: { offer?: unknown; form?: unknown };
  try {
    const bytes = Buffer.alloc(Math.min(copy.size, 4096));
    await copy.read(bytes, 0);
    marker = JSON.parse(bytes.toString());
  } catch (error) {
    throw new StorageError('WRONG_OFFER', `${path} is not readable as the mark of an offer`, {}, error);
  } finally {
    await copy.close();
  }
  if (marker.offer !== id)
    throw new StorageError(
      'WRONG_OFFER',
      `${root} is marked as offer ${marker.offer}; check what is mounted there`,
    );
  if (typeof marker.form !== 'number' || marker.form > FORM)
    throw new StorageError('WRONG_OFFER', `${root} is written in form ${marker.form}; use a newer Pérenne`);
}

/** The mark comes last: where it is, the folder's own name is durable. */
async function markFolder(id: string, root: string, files: FileSystem): Promise<void> {
  await files.makeFolder(root);
  await files.syncFolder(dirname(root));
  await files.syncFolder(dirname(dirname(root)));
  const marker = {
    offer: id,
    form: FORM,
    layout:
      '<tenant>/<category>/<operation>/<name>; *.tar: objects, tar; *.jsonl.gz: one JSON document a line, gzip; ' +
      '*.index.jsonl: names, positions, sizes and SHA-512 of what the file beside it holds',
  };
  // Threads of one process open their offers at the same instant: each writes the same mark under its own name.
  const draft = await beginDraft(files, join(root, MARKER), `.${randomUUID()}`);
  try {
    await draft.write(Buffer.from(`${JSON.stringify(marker, null, 2)}\n`));
    await draft.sync();
    await draft.publish();
    await files.syncFolder(root);
  } catch (error) {
    await draft.discard();
    throw error;
  }
}
