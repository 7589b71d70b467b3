import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { FRONT_OFFICE_CONTEXT } from '../../identity/index.ts';
import { ArchiveError, isGuid, type OperationId, type TenantId } from '../../platform/index.ts';
import { SPOOL } from '../container/container.ts';
import type { EntryHouse } from '../house.ts';
import { createEntry } from '../receive.ts';
import { openSittings } from './sittings.ts';
import {
  type Announced,
  deleteUpload,
  findUpload,
  insertUpload,
  noteReceived,
  openUploads,
  type Upload,
} from './upload-rows.ts';

/** Whose upload it is. */
export interface Sender {
  readonly tenant: TenantId;
  readonly account: string;
}

/**
 * Packages sent in several sittings (docs/decisions/0008). What is told as received is durable. The upload becomes the
 * operation of its own identifier as its last byte is durable: once, however often the end is asked for.
 */
export interface Uploads {
  /** @throws ArchiveError uploadTooLarge, storageFull, tooManyRequests, ingestBadRequest (nothing is to be sent) */
  begin(tenant: TenantId, id: OperationId, announced: Announced): Promise<void>;
  /** What is durable once the sitting under way, which this ends, has ended. @throws ArchiveError uploadUnknown */
  look(sender: Sender, id: string): Promise<Upload>;
  /** Those that wait for the rest of their bytes. */
  list(sender: Sender): Promise<Upload[]>;
  /**
   * Appends at an offset, which must be what is received. What came of a source that breaks off is kept.
   * @returns bytes received
   * @throws ArchiveError uploadUnknown, uploadConflict (offset, or somebody else goes on), uploadTooLarge (more than
   * was announced); StorageError; what the source throws
   */
  append(sender: Sender, id: string, offset: number, source: Readable): Promise<number>;
  /** Gives the upload up with its bytes. @throws ArchiveError uploadUnknown, uploadConflict (it is taken in) */
  giveUp(sender: Sender, id: string): Promise<void>;
}

/** What comes is made durable and noted at least so often, bytes: as much is sent again after a power cut. */
const DURABLE_EVERY = 64 * 1024 * 1024;
/** Most uploads of an account that wait in a tenant. */
const MOST_OPEN = 20;
/** Digests in the making that are remembered between sittings; one that is forgotten costs a reading. */
const MOST_DIGESTS = 100;

export function openUploadsOf(house: EntryHouse): Uploads {
  const { database, clock, workspace, configuration } = house;
  const sittings = openSittings();
  const digests = new Map<string, { readonly hash: Hash; readonly at: number }>();

  async function find({ tenant, account }: Sender, id: string): Promise<Upload> {
    const upload = isGuid(id)
      ? await database.inTenant(tenant, (tx) => findUpload(tx, tenant, account, id))
      : undefined;
    if (!upload)
      throw new ArchiveError('uploadUnknown', `Aucun envoi ${id} : il est terminé, abandonné ou expiré.`);
    return upload;
  }

  function keepDigest(id: string, hash: Hash, at: number): void {
    digests.set(id, { hash, at });
    const [oldest] = digests.keys();
    if (digests.size > MOST_DIGESTS && oldest !== undefined) digests.delete(oldest);
  }

  async function note(tenant: TenantId, id: string, from: number, to: number): Promise<void> {
    const isOurs = await database.inTenant(tenant, (tx) =>
      noteReceived(tx, tenant, id, { from, to }, clock.now()),
    );
    if (!isOurs) throw new ArchiveError('uploadConflict', 'Cet envoi continue ailleurs, ou a été abandonné.');
  }

  /** @returns bytes that came, all durable; with what broke the source off, if it did not end */
  async function receive(tenant: TenantId, upload: Upload, source: Readable) {
    const { id, size } = upload;
    // Touched: the sweep leaves it.
    await note(tenant, id, upload.received, upload.received);
    const known = digests.get(id);
    digests.delete(id);
    // Undefined: bytes of an earlier life of the service went by unhashed, and are read at the end.
    const hash =
      upload.received === 0 ? createHash('sha512') : known?.at === upload.received ? known.hash : undefined;
    const file = await workspace.folder(tenant, id).grow(SPOOL, upload.received);
    let durable = upload.received;
    let written = durable;
    const makeDurable = async () => {
      await file.sync();
      if (written === size || written === durable) return;
      await note(tenant, id, durable, written);
      durable = written;
    };
    try {
      const broken = await drain(source, async (piece) => {
        if (written + piece.length > size)
          throw new ArchiveError('uploadTooLarge', `L’envoi dépasse les ${size} octets annoncés.`);
        await file.write(piece);
        hash?.update(piece);
        written += piece.length;
        if (written - durable >= DURABLE_EVERY) await makeDurable();
      });
      await makeDurable();
      if (hash) keepDigest(id, hash, written);
      return { written, broken };
    } finally {
      await file.close();
    }
  }

  async function digestOf(tenant: TenantId, { id, size }: Upload): Promise<string> {
    const known = digests.get(id);
    digests.delete(id);
    if (known?.at === size) return known.hash.digest('hex');
    const file = await workspace.folder(tenant, id).open(SPOOL);
    try {
      return (await file.digest()).toString('hex');
    } finally {
      await file.close();
    }
  }

  async function enter(tenant: TenantId, upload: Upload): Promise<void> {
    const { id, size, workflow, account, fileName } = upload;
    const digest = await digestOf(tenant, upload);
    const reception = {
      tenant,
      id,
      workflow,
      stepByStep: false,
      context: FRONT_OFFICE_CONTEXT,
      person: account,
      fileName,
    };
    await createEntry(house, reception, { size, digest });
  }

  return {
    async begin(tenant, id, announced) {
      const { packageBytes } = configuration.limits;
      if (announced.size === 0) throw new ArchiveError('ingestBadRequest', 'Le fichier est vide.');
      if (announced.size > packageBytes)
        throw new ArchiveError('uploadTooLarge', `Un paquet a ${packageBytes} octets au plus.`);
      if (announced.size > (await workspace.usableSpace()))
        throw new ArchiveError(
          'storageFull',
          'L’archive n’a plus assez de place pour ce paquet. Prévenez son administrateur.',
        );
      await database.inTenant(tenant, async (tx) => {
        if ((await openUploads(tx, tenant, announced.account)).length >= MOST_OPEN)
          throw new ArchiveError(
            'tooManyRequests',
            `${MOST_OPEN} envois attendent déjà leur suite : reprenez-les ou abandonnez-les.`,
          );
        await insertUpload(tx, tenant, id, announced, clock.now());
      });
    },

    look: (sender, id) => sittings.sit(id, () => find(sender, id)),

    list: ({ tenant, account }) => database.inTenant(tenant, (tx) => openUploads(tx, tenant, account)),

    append: (sender, id, offset, source) =>
      sittings.sit(id, async (signal) => {
        const upload = await find(sender, id);
        if (offset !== upload.received)
          throw new ArchiveError('uploadConflict', `The offset is ${upload.received}, not ${offset}.`);
        if (upload.entered) return upload.size;
        const stop = () =>
          void (
            source.readableEnded ||
            source.destroy(new ArchiveError('uploadConflict', 'Cet envoi continue ailleurs.'))
          );
        signal.addEventListener('abort', stop);
        if (signal.aborted) stop();
        const { written, broken } = await receive(sender.tenant, upload, source);
        if (written === upload.size) await enter(sender.tenant, upload);
        else if (broken !== undefined) throw broken;
        return written;
      }),

    giveUp: (sender, id) =>
      sittings.sit(id, async () => {
        const { tenant } = sender;
        const { entered } = await find(sender, id);
        if (entered)
          throw new ArchiveError('uploadConflict', 'Le paquet est reçu et son versement a commencé.');
        digests.delete(id);
        // What is left by an end of the service in between, its next start removes.
        await database.inTenant(tenant, (tx) => deleteUpload(tx, tenant, id));
        await workspace.folder(tenant, id).removeAll();
      }),
  };
}

/** @returns what broke the source off; failures of `take` are thrown */
async function drain(source: Readable, take: (piece: Buffer) => Promise<void>): Promise<unknown> {
  const pieces = source.iterator();
  for (;;) {
    const next = await pieces.next().catch((error: unknown) => ({ broken: error }));
    if ('broken' in next) return next.broken ?? new Error('the source broke off');
    if (next.done) return undefined;
    await take(next.value);
  }
}
