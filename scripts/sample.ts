import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { firstPackage, sampleReferentials } from '@perenne/sample';

/**
 * `npm run sample -- <folder>`: a first package to try with what it relies on, in the forms that the compatible API
 * takes. Default folder: `sample`.
 */
const folder = process.argv[2] ?? 'sample';
await mkdir(folder, { recursive: true });
const { agencies, rules, ingestContracts, accessContracts } = sampleReferentials;
const documents: Readonly<Record<string, string>> = {
  'agencies.csv': agencies,
  'rules.csv': rules,
  'ingest-contracts.json': JSON.stringify(ingestContracts, null, 2),
  'access-contracts.json': JSON.stringify(accessContracts, null, 2),
};
for (const [name, content] of Object.entries(documents)) await writeFile(join(folder, name), content);
await pipeline(firstPackage(), createWriteStream(join(folder, 'package.zip')));
for (const name of [...Object.keys(documents), 'package.zip']) console.log(relative('.', join(folder, name)));
