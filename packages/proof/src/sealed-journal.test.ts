import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  base64,
  type Chain,
  fromBase64,
  type Hash,
  makeTimeStampKey,
  merkleRoot,
  merkleTree,
  openTimeStamper,
  readTimeStamp,
  type SealedEntry,
  sealJournal,
  type TimeStamper,
  type TimeStampKey,
  type Verdict,
  verifyJournal,
} from './index.ts';

const hash: Hash = (...parts) => createHash('sha512').update(Buffer.concat(parts)).digest();
const INTERVAL = { start: '1970-01-01T00:00:00.000', end: '2026-01-31T10:00:00.000' };
const ALONE: Chain = { previous: null, minusOneMonth: null, minusOneYear: null };

let key: TimeStampKey;
let stamper: TimeStamper;
beforeAll(async () => {
  key = await makeTimeStampKey('Archives d’essai', new Date());
  stamper = await openTimeStamper(key, () => new Date());
});

/** As the specification says it, and nothing else. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const middle = leaves.length / 2;
  return hash(naiveRoot(leaves.slice(0, middle)), naiveRoot(leaves.slice(middle)));
}

const lines = fc.array(
  fc.string({ minLength: 1 }).map((text) => Buffer.from(JSON.stringify(text))),
  { minLength: 1, maxLength: 70 },
);

describe('the tree', () => {
  it('has the root of a naive one, and its text says each node', () => {
    fc.assert(
      fc.property(lines, (content) => {
        const leaves: Uint8Array[] = content.map((line) => hash(line));
        while (!Number.isInteger(Math.log2(leaves.length))) leaves.push(new Uint8Array(0));
        const root = naiveRoot(leaves);
        expect(merkleRoot(content, hash)).toEqual(root);
        type Node = { Root: string; l?: Node; r?: Node };
        const bottom: string[] = [];
        const visit = ({ Root, l, r }: Node): void => {
          if (!l || !r) return void bottom.push(Root);
          expect(Root).toBe(base64(hash(fromBase64(l.Root), fromBase64(r.Root))));
          visit(l);
          visit(r);
        };
        const tree = JSON.parse(merkleTree(content, hash)?.json ?? '') as Node;
        visit(tree);
        expect(tree.Root).toBe(base64(root));
        expect(bottom).toEqual(leaves.map(base64));
      }),
    );
  });

  it('of nothing does not exist', () => {
    expect(merkleRoot([], hash)).toBeUndefined();
  });
});

describe('a sealed journal', () => {
  it('is sound, alone and linked; with any byte changed it is not, or says the very same', async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(), fc.integer({ min: 1, max: 255 }), async (content, where, by) => {
        const data = Buffer.concat(content.map((line) => Buffer.from(`${line}\n`)));
        const first = await sealJournal(data, INTERVAL, ALONE, stamper, hash);
        const chain = { ...ALONE, previous: first.token };
        const { entries, root } = await sealJournal(data, INTERVAL, chain, stamper, hash);
        const verdict = await verifyJournal(entries, hash);
        expect(verdict).toMatchObject({ root, chain, isSound: true });
        const size = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
        const changed = withChange(entries, where % size, by);
        // The dates of the interval alone are not under the stamp: they are told beside it.
        if (changed.name === 'additional_information.txt') return;
        const after = await verifyJournal(changed.entries, hash);
        if (after === undefined || !after.isSound) return;
        // No signature covers the frame of a time stamp (CMS, RFC 5652, 5.4): types, versions, who has signed. What it
        // says of the journal is covered, and what is linked by its digest.
        expect(['token.tsp', 'computing_information.txt']).toContain(changed.name);
        expect(saidBy(after)).toEqual(saidBy(verdict as Verdict));
      }),
      { numRuns: 25 },
    );
  });

  it('lacks nothing of its five entries', async () => {
    const { entries } = await sealJournal(Buffer.from('{}\n'), INTERVAL, ALONE, stamper, hash);
    expect(entries.map(({ name }) => name)).toEqual([
      'data.txt',
      'merkleTree.json',
      'token.tsp',
      'computing_information.txt',
      'additional_information.txt',
    ]);
    for (const { name } of entries)
      expect(
        await verifyJournal(
          entries.filter((each) => each.name !== name),
          hash,
        ),
      ).toBeUndefined();
  });
});

/** Changes one byte of the entries taken together. */
function withChange(entries: readonly SealedEntry[], at: number, by: number) {
  let from = 0;
  let changed = '';
  const result = entries.map(({ name, bytes }) => {
    const here = at - from;
    from += bytes.length;
    if (here < 0 || here >= bytes.length) return { name, bytes };
    changed = name;
    return { name, bytes: bytes.map((byte, index) => (index === here ? byte ^ by : byte)) };
  });
  return { name: changed, entries: result };
}

/** What a verdict says, whatever the writing of Base64. */
const saidBy = ({ root, timeStamp, chain }: Verdict) => ({
  ...{ root, timeStamp },
  chain: Object.values(chain).map((token) => token && fromBase64(token)),
});

describe('a time stamp', () => {
  it('of one key is not of another', async () => {
    const imprint = hash(Buffer.from('empreinte'));
    const stamp = await readTimeStamp(await stamper(imprint));
    expect(stamp).toMatchObject({ isValid: true });
    expect(Buffer.from(stamp?.imprint ?? [])).toEqual(imprint);
    const other = await makeTimeStampKey('Archives d’essai', new Date());
    const forged = await openTimeStamper({ key: other.key, certificate: key.certificate }, () => new Date());
    expect(await readTimeStamp(await forged(imprint))).toMatchObject({ isValid: false });
  });

  it('before its certificate is none; other bytes are none', async () => {
    const early = await openTimeStamper(key, () => new Date('2001-01-01T00:00:00Z'));
    expect(await readTimeStamp(await early(hash()))).toMatchObject({ isValid: false });
    expect(await readTimeStamp(new Uint8Array([1, 2, 3]))).toBeUndefined();
    expect(await readTimeStamp(new Uint8Array())).toBeUndefined();
  });

  const openssl = hasOpenssl();
  it.runIf(openssl)('is verified by OpenSSL', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perenne-stamp-'));
    try {
      const imprint = hash(Buffer.from('empreinte'));
      writeFileSync(join(folder, 'token.tsr'), await stamper(imprint));
      writeFileSync(join(folder, 'authority.pem'), key.certificate);
      const verify = (digest: Uint8Array) =>
        execFileSync(
          'openssl',
          [
            ...['ts', '-verify', '-digest', Buffer.from(digest).toString('hex')],
            ...['-in', 'token.tsr', '-CAfile', 'authority.pem'],
          ],
          { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
        ).toString();
      expect(verify(imprint)).toContain('Verification: OK');
      expect(() => verify(hash())).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  if (!openssl) console.log('left out: openssl is not there to verify a time stamp');
});

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
