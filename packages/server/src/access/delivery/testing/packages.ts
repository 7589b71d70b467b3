import { createHash } from 'node:crypto';
import { SAMPLE } from '@perenne/sample';
import type { ManifestHandler, TransferHeader } from '@perenne/seda';
import { readManifest } from '@perenne/seda';
import { expect } from 'vitest';
import yauzl from 'yauzl';
import type { Event, TestArchive } from '../../../ingest/testing/archive.ts';

/** Deliveries through the public door, and what is in their packages. */

export interface Delivered {
  readonly id: string;
  readonly status: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's own claim
  readonly journal: any;
  readonly events: readonly Event[];
}

/** A selection of all that an operation brought in. */
export const broughtBy = (operation: string, more: object = {}) => ({
  $roots: [],
  $query: [{ $eq: { '#opi': operation } }],
  $filter: {},
  $projection: {},
  ...more,
});

export const ask = (
  archive: TestArchive,
  path: string,
  body: unknown,
  contract: string = SAMPLE.accessContract,
) =>
  archive.service.asApplication('POST', path, {
    body,
    headers: { Accept: 'application/json', 'X-Access-Contract-Id': contract },
  });

/** Asks for a delivery and waits for its end. */
export async function deliver(
  archive: TestArchive,
  dslRequest: object,
  options: object = {},
  contract?: string,
): Promise<Delivered> {
  const answer = await ask(archive, '/access-external/v2/dipexport', { dslRequest, ...options }, contract);
  expect(answer.status, answer.text).toBe(202);
  return ended(archive, String(answer.headers['x-request-id']));
}

export async function ended(archive: TestArchive, id: string): Promise<Delivered> {
  const { status } = await archive.settled(id);
  const journal = (await archive.get(`/access-external/v1/logbookoperations/${id}`)).$results[0];
  return { id, status, journal, events: journal.events };
}

export const download = (archive: TestArchive, id: string, headers: Record<string, string> = {}) =>
  archive.service.asApplication('GET', `/access-external/v1/dipexport/${id}/dip`, {
    headers: { Accept: 'application/octet-stream', ...headers },
  });

/** Files of the package of a delivery, by name. */
export async function packageOf(archive: TestArchive, id: string): Promise<Map<string, Buffer>> {
  const answer = await download(archive, id);
  expect(answer.status, answer.text.slice(0, 500)).toBe(200);
  return filesOf(answer.bytes);
}

export async function filesOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const opened = await yauzl.fromBufferPromise(zip);
  for await (const entry of opened.eachEntry()) {
    const pieces: Buffer[] = [];
    if (!entry.fileName.endsWith('/'))
      for await (const piece of await opened.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    files.set(entry.fileName, Buffer.concat(pieces));
  }
  return files;
}

/** The manifest of a delivery as that of a transfer under the sample's contract. */
export function turned(manifest: string): string {
  return manifest
    .replaceAll('ArchiveDeliveryRequestReply', 'ArchiveTransfer')
    .replace(
      /<\/MessageIdentifier>(<ArchivalAgreement>.*?<\/ArchivalAgreement>)?/,
      `</MessageIdentifier><ArchivalAgreement>${SAMPLE.ingestContract}</ArchivalAgreement>`,
    )
    .replace(/<MessageRequestIdentifier>.*<\/UnitIdentifier>/, '')
    .replaceAll(/<(\/?)Requester>/g, '<$1TransferringAgency>');
}

/** What a manifest says of its archives, whatever its identifiers, nesting and order. */
export async function saidBy(manifest: string, files: ReadonlyMap<string, Buffer>) {
  const titles = new Map<string, string>();
  const edges: [string, string][] = [];
  const units: Record<string, unknown> = {};
  const objects = new Map<string, { group: string | undefined; said: unknown }>();
  const references: [string, string][] = [];
  const handler: ManifestHandler = {
    unit({ id, content, management, profile, enclosingUnitId, references: own }) {
      const title = String(content.Title ?? JSON.stringify(content.Title_));
      titles.set(id, title);
      units[title] = { content, management, profile };
      if (enclosingUnitId !== undefined) edges.push([enclosingUnitId, id]);
      for (const reference of own) references.push([title, reference.id]);
    },
    link({ enclosingUnitId, targetId }) {
      edges.push([enclosingUnitId ?? '', targetId]);
    },
    dataObject({ id, kind, enclosingGroupId, version, uri, digest, size, physicalId, document }) {
      const content = uri === undefined ? undefined : files.get(uri);
      objects.set(id, {
        group: enclosingGroupId,
        said: { kind, version, size, physicalId, document, digest, bytes: content && sha512(content) },
      });
    },
  };
  const header: TransferHeader = await readManifest(streamOf(manifest), handler);
  const inGroup = (group: string) =>
    [...objects.values()].filter((object) => object.group === group).map(({ said }) => said);
  return {
    header,
    units,
    edges: edges.map(([parent, child]) => `${titles.get(parent)} > ${titles.get(child)}`).sort(),
    objects: Object.fromEntries(references.map(([title, group]) => [title, inGroup(group)])),
  };
}

const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest('hex');

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
