import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE_FLAGS } from './node-flags.mjs';
import { ROOT } from './root.ts';
import { newDataFolder, removeDataFolder, type Service, startService } from './service.ts';

/** The examples of the documents are run as they stand, in the order of the documents, by one shell. */

const DOCUMENTS = ['README.md', 'docs/developer.md'];
/** An example that is run: a block of code with the words `sh run`. */
const EXAMPLE = /^( *)```sh run\n(.*?)^\1```$/gms;

let service: Service;
let folder: string;
beforeAll(async () => {
  service = await startService(await newDataFolder());
  folder = await mkdtemp(join(tmpdir(), 'perenne-documents-'));
  await symlink(service.dataFolder, join(folder, 'data'));
});
afterAll(async () => {
  await service?.stop();
  if (service) await removeDataFolder(service.dataFolder);
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function examplesOf(document: string): Promise<string[]> {
  const content = await readFile(join(ROOT, document), 'utf8');
  return [...content.matchAll(EXAMPLE)].map(([, , lines]) => lines as string);
}

/** Runs in a folder that holds the service's data as the project's own does, and ends at the first failure. */
async function runAll(examples: readonly string[]): Promise<{ code: number | null; said: string }> {
  const program = join(ROOT, 'scripts', 'sample.ts');
  // `npm run sample` of the project's folder, from another one.
  const npm = `npm() { node ${NODE_FLAGS.join(' ')} '${program}' "$4"; }`;
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', [npm, ...examples, 'echo; echo done'].join('\n')], {
    cwd: folder,
    env: {
      ...process.env,
      URL: service.url,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
      NO_PROXY: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => shell.once('close', resolve));
  const [code, output, errors] = await Promise.all([ended, text(shell.stdout), text(shell.stderr)]);
  return { code, said: `${output}\n${errors}` };
}

describe('the examples of the documents', () => {
  it('run as they stand, and do what they say', async () => {
    const examples = (await Promise.all(DOCUMENTS.map(examplesOf))).flat();
    expect(examples.length).toBeGreaterThan(8);
    const { code, said } = await runAll(examples);
    expect(code, said).toBe(0);
    expect(said).toContain('\ndone\n');
    // The transfer, the delivery and the transfer in two sittings.
    expect(said.match(/X-Global-Execution-Status: OK/g), said).toHaveLength(3);
    expect(said).toContain('<ReplyCode>OK</ReplyCode>');
    expect(said).toContain('PROCESS_SIP_UNITARY.OK');
    expect(said).toMatch(/upload-offset: 1000/i);
    expect(said).toContain('"httpCode":400');
    const delivered = await readFile(join(folder, 'sample', 'delivery.zip'));
    expect(delivered.subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
    expect(await readFile(join(folder, 'sample', 'part'))).toEqual(delivered.subarray(0, 100));
  });
});
