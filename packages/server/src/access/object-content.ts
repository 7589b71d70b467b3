import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TenantId, Tx } from '../platform/index.ts';
import type { AccessHouse } from './house.ts';
import type { ObjectVersion } from './reading.ts';

/** Where the bytes of an object lie. */
export interface StoredObject {
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
  readonly digest: Buffer;
}

/** Undefined for an object that is not stored: physical ones are described only. */
export async function findStoredObject(
  tx: Tx,
  tenant: TenantId,
  object: string,
): Promise<StoredObject | undefined> {
  const [row] = await tx.query<StoredObject>(
    `select container, entry_offset as "offset", size, digest from placement
     where tenant = $1 and category = 'objects' and name = $2`,
    [tenant, object],
  );
  return row;
}

export interface Delivery {
  readonly stored: StoredObject;
  readonly fileName: string;
  readonly contentType: string;
  readonly disposition: 'inline' | 'attachment';
}

/** Name under which an object is saved (spec api.md 4.2): that of its file, else its identifier. */
export function fileNameOf(version: ObjectVersion): string {
  const { Filename } = (version.FileInfo ?? {}) as { Filename?: unknown };
  return typeof Filename === 'string' && Filename.trim() !== '' ? Filename : version['#id'];
}

const MEDIA_TYPE = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/;

/** Declared by the transfer or found by its format: never trusted to be a media type. */
export function mediaTypeOf(version: ObjectVersion): string {
  const { MimeType } = (version.FormatIdentification ?? {}) as { MimeType?: unknown };
  const first = typeof MimeType === 'string' ? (MimeType.split(/[,;]/)[0]?.trim() ?? '') : '';
  return MEDIA_TYPE.test(first) ? first.toLowerCase() : 'application/octet-stream';
}

/** `Content-Disposition` of RFC 6266: a plain name for old clients, the true one beside it. */
export function contentDisposition(disposition: 'inline' | 'attachment', fileName: string): string {
  const name = fileName
    .toWellFormed()
    .replace(/^.*[/\\]/, '')
    .slice(0, 255);
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const header = `${disposition}; filename="${plain}"`;
  if (plain === name) return header;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${header}; filename*=UTF-8''${encoded}`;
}

/**
 * Sends an object, or the range of it that the request asks for (RFC 9110 14). Its SHA-512 is its entity tag: an
 * object never changes.
 */
export async function sendObject(
  request: FastifyRequest,
  reply: FastifyReply,
  house: AccessHouse,
  { stored, fileName, contentType, disposition }: Delivery,
): Promise<FastifyReply> {
  const tag = `"${stored.digest.toString('hex')}"`;
  reply
    .header('etag', tag)
    .header('accept-ranges', 'bytes')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', contentDisposition(disposition, fileName));
  if (matches(request.headers['if-none-match'], tag)) return reply.code(304).send();
  const ifRange = request.headers['if-range'];
  const range =
    ifRange === undefined || ifRange === tag ? readRange(request.headers.range, stored.size) : undefined;
  if (range === 'unsatisfiable')
    return reply.code(416).header('content-range', `bytes */${stored.size}`).send();
  reply.type(contentType);
  if (range !== undefined) {
    reply
      .code(206)
      .header('content-range', `bytes ${range.start}-${range.end}/${stored.size}`)
      .header('content-length', range.end - range.start + 1);
    return reply.send(await house.storage.read(stored, range));
  }
  reply.header('content-length', stored.size);
  return reply.send(await house.storage.read(stored));
}

function matches(header: string | undefined, tag: string): boolean {
  return header?.split(',').some((each) => each.trim().replace(/^W\//, '') === tag) ?? false;
}

/** The one range of a `Range` header; undefined when there is none, several, or none that can be read. */
export function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= size ? 'unsatisfiable' : { start, end };
}
