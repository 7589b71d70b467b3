import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import {
  closing,
  type Heading,
  type MadeFile,
  type ManifestObject,
  mailFile,
  objectText,
  opening,
  pdfOf,
  type Random,
  randomFrom,
  SAMPLE,
  unitText,
  words,
  zipOf,
} from '@perenne/sample';
import { type Archive, prepare, TENANT } from './archive.ts';
import { type Figure, say } from './figures.ts';
import { commune, description, givenName, pieceTitle, surname } from './holdings/words.ts';
import { p95, timed } from './timing.ts';

/** Documents that are read after their entry, and searched by what they say. */

const PER_TRANSFER = 2_500;
const ASKED = 100;
/** Not counted: the first questions of each kind find nothing in memory. */
const WARMING = 10;
const PAGE = 20;
/** Lines of a document: two pages. */
const LINES = 80;

/** @param documents how many are entered */
export async function content(archive: Archive, documents: number): Promise<Figure[]> {
  await prepare(archive);
  const operator = await operatorOf(archive);
  const waiting = async () => (await operator('GET')).waiting as number;
  const random = randomFrom(11);
  for (let first = 1; first <= documents; first += PER_TRANSFER) {
    const operation = await archive.client.deposit(
      Readable.from([await transferOf(random, first, Math.min(PER_TRANSFER, documents - first + 1))]),
      TENANT,
    );
    const { status } = await archive.client.follow(operation, TENANT, { limitMs: 600_000 });
    if (status !== 'OK') throw new Error(`the transfer of documents ended ${status}`);
  }
  const before = await waiting();
  say(`${before} documents are read`);
  const read = await timed(async () => {
    while ((await waiting()) > 0) await pause(200);
  });
  const { extracted } = await operator('GET');
  if (extracted !== documents) throw new Error(`${extracted} documents have a text, of ${documents}`);
  say('they are searched');
  return [
    {
      name: 'documents read after their entry',
      value: before / read.seconds,
      unit: 'documents/s',
      better: 'higher',
    },
    ...(await searched(archive, random, documents)),
  ];
}

async function searched({ client }: Archive, random: Random, documents: number): Promise<Figure[]> {
  const figure = async (name: string, query: () => object): Promise<Figure> => {
    const seconds: number[] = [];
    for (let at = -WARMING; at < ASKED; at++) {
      const request = { $roots: [], $query: [query()], $filter: { $limit: PAGE }, $projection: {} };
      const answer = await timed(() => client.get('access-external/v1/units', TENANT, request));
      if (answer.result.status !== 200) throw new Error(`${name}: ${answer.result.text.slice(0, 300)}`);
      if (at >= 0) seconds.push(answer.seconds);
    }
    const value = p95(seconds) * 1000;
    return { name: `${documents} documents: ${name}, p95`, value, unit: 'ms', better: 'lower' };
  };
  return [
    await figure('#content, a name', () => ({ $match: { '#content': surname(random) } })),
    await figure('#content, two names of which all', () => ({
      $match_all: { '#content': `${surname(random)} ${givenName(random)}` },
    })),
    await figure('#content, a phrase that a quarter of them has', () => ({
      $match_phrase: { '#content': 'communes riveraines' },
    })),
    await figure('#content, two words that all have', () => ({
      $match_all: { '#content': 'service affaire' },
    })),
  ];
}

/** The route of the platform's operators about the tenant of the benchmarks. */
async function operatorOf({ service: { url, dataFolder } }: Archive) {
  const { accounts } = JSON.parse(await readFile(join(dataFolder, 'credentials.json'), 'utf8'));
  const [{ email, password }] = accounts;
  const headers = { 'X-Requested-With': 'perenne', 'Content-Type': 'application/json' };
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  return async (method: 'GET' | 'PUT', body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/api/v1/platform/tenants/${TENANT}/content`, {
      method,
      headers: { ...headers, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} of the tenant's documents: ${answer.status}`);
    return (await answer.json()) as Record<string, unknown>;
  };
}

/** Nothing is read while other things are measured. */
export async function withoutContent(archive: Archive): Promise<void> {
  await (await operatorOf(archive))('PUT', { searched: false });
}

async function transferOf(random: Random, first: number, count: number): Promise<Buffer> {
  const head: Heading = {
    messageIdentifier: `Documents à partir de ${first}`,
    comment: 'Documents',
    contract: SAMPLE.ingestContract,
    agency: SAMPLE.agency,
    date: '2026-01-15T09:00:00',
  };
  const objects: ManifestObject[] = [];
  const files: { path: string; content: Buffer }[] = [];
  for (let number = first; number < first + count; number++) {
    const made = await documentOf(random, number);
    const fileName = `${number}.${made.extension}`;
    const path = `content/${fileName}`;
    files.push({ path, content: made.content });
    objects.push({
      id: `B${number}`,
      groupId: `G${number}`,
      uri: path,
      digest: createHash('sha512').update(made.content).digest('hex'),
      size: made.content.length,
      formatId: made.formatId,
      mimeType: made.mimeType,
      fileName,
    });
  }
  const units = objects.map(({ groupId }) => ({
    id: `U${groupId}`,
    level: 'Item' as const,
    title: pieceTitle(random, 1990),
    startDate: '1990-01-01',
    groupId,
  }));
  const manifest = [
    opening(head),
    ...objects.map(objectText),
    '<DescriptiveMetadata>',
    ...units.map(unitText),
    '</DescriptiveMetadata>',
    closing(head),
  ].join('');
  return zipOf(
    [{ path: 'manifest.xml', content: Buffer.from(manifest) }, ...files],
    new Date(2026, 0, 15, 9),
  );
}

/** Texts, PDF, office documents and mails by turns. */
async function documentOf(random: Random, number: number): Promise<MadeFile> {
  const lines = Array.from({ length: LINES }, () => `${description(random)} ${commune(random)}.`);
  switch (number % 4) {
    case 0:
      return {
        extension: 'txt',
        formatId: 'x-fmt/111',
        mimeType: 'text/plain',
        content: Buffer.from(lines.join('\n')),
      };
    case 1:
      return {
        extension: 'pdf',
        formatId: 'fmt/18',
        mimeType: 'application/pdf',
        content: pdfOf('Document', 'Service', [
          page(lines.slice(0, LINES / 2)),
          page(lines.slice(LINES / 2)),
        ]),
      };
    case 2:
      return wordDocument(lines);
    default:
      return mailFile({
        from: `${givenName(random)} ${surname(random)} <expediteur@exemple.fr>`,
        to: ['Service <service@exemple.fr>'],
        subject: pieceTitle(random, 1990),
        sent: '1999-01-01T09:00:00Z',
        messageId: `${number}@exemple.fr`,
        body: lines.join('\n'),
      });
  }
}

const page = (lines: readonly string[]) => lines.map((text, at) => words(text, [40, 800 - 18 * at], 9));

async function wordDocument(lines: readonly string[]): Promise<MadeFile> {
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const body = lines.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${mimeType}.main+xml"/></Types>`;
  const content = await zipOf(
    [
      { path: '[Content_Types].xml', content: Buffer.from(types) },
      {
        path: 'word/document.xml',
        content: Buffer.from(`<w:document xmlns:w="${namespace}"><w:body>${body}</w:body></w:document>`),
      },
    ],
    new Date(2026, 0, 15, 9),
  );
  return { extension: 'docx', formatId: 'fmt/412', mimeType, content };
}
