import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { firstPackage, manyUnits, type Random, randomFrom, sampleReferentials } from '@perenne/sample';
import { faultsOf, openArchive } from './archive-state.ts';
import { type Client, clientOf } from './client.ts';
import { newDataFolder, removeDataFolder, type Service, startService } from './service.ts';

/**
 * `npm run soak [-- --for <minutes>] [--seed <number>]`: the service under random packages, kills, pauses and
 * cancellations, without end. After each round the archive is read through; at the first fault it ends with code 1
 * and keeps the data folder.
 */

const TENANT = 0;
/** Every copy is read again after each round: an archive is given up before that takes too long. */
const ROUNDS_PER_ARCHIVE = 20;
const SETTLING_MS = 30_000;

const { values } = parseArgs({ options: { for: { type: 'string' }, seed: { type: 'string' } } });
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const end = values.for === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(values.for) * 60_000;
let interrupted = false;
process.on('SIGINT', () => {
  interrupted = true;
});

interface Deposit {
  readonly operation: string;
  /** What it may end with. */
  outcomes: readonly string[];
}

/** One archive, from its first start to its last round. */
class Soak {
  readonly #random: Random;
  readonly #dataFolder: string;
  #service: Service;
  #client: Client;

  private constructor(random: Random, service: Service) {
    this.#random = random;
    this.#dataFolder = service.dataFolder;
    this.#service = service;
    this.#client = clientOf(service.url, service.apiKey);
  }

  static async open(random: Random): Promise<Soak> {
    const soak = new Soak(random, await startService(await newDataFolder()));
    const client = soak.#client;
    await client.import('agencies', TENANT, sampleReferentials.agencies, 'agencies.csv');
    await client.import('rules', TENANT, sampleReferentials.rules, 'rules.csv');
    await client.import('ingestcontracts', TENANT, JSON.stringify(sampleReferentials.ingestContracts));
    return soak;
  }

  get dataFolder(): string {
    return this.#dataFolder;
  }

  /** @returns what was done, in words, and what is wrong */
  async round(): Promise<{ done: string[]; faults: string[] }> {
    const done: string[] = [];
    const deposits: Deposit[] = [];
    for (let packages = 1 + this.#random.below(3); packages > 0; packages--)
      deposits.push(await this.#deposit(done));
    for (let events = this.#random.below(4); events > 0; events--) {
      await pause(this.#random.below(2_000));
      await this.#disturb(deposits, done);
    }
    const faults: string[] = [];
    for (const { operation, outcomes } of deposits) {
      const status = await this.#end(operation);
      if (!outcomes.includes(status))
        faults.push(`${operation} ended ${status}, not ${outcomes.join(' or ')}`);
      done.push(status);
    }
    return { done, faults: [...faults, ...(await this.#settledFaults())] };
  }

  async #deposit(done: string[]): Promise<Deposit> {
    const { name, source, outcomes } = await somePackage(this.#random);
    done.push(name);
    return { operation: await this.#client.deposit(source, TENANT), outcomes };
  }

  async #disturb(deposits: readonly Deposit[], done: string[]): Promise<void> {
    const deposit = this.#random.pick(deposits);
    const what = this.#random.pick(['kill', 'kill', 'kill in an upload', 'pause', 'cancel'] as const);
    done.push(what);
    if (what === 'pause') await this.#client.move(deposit.operation, TENANT, 'PAUSE');
    else if (what === 'cancel') {
      // One that has ended, or is about to, stays what it is.
      await this.#client.move(deposit.operation, TENANT, 'CANCEL');
      deposit.outcomes = [...deposit.outcomes, 'KO'];
    } else await this.#kill(what === 'kill in an upload');
  }

  async #kill(inUpload: boolean): Promise<void> {
    const { source } = await somePackage(this.#random);
    const upload = inUpload ? this.#client.deposit(source, TENANT).catch(() => undefined) : undefined;
    await pause(this.#random.below(200));
    await this.#service.kill();
    await upload;
    this.#service = await startService(this.#dataFolder);
    this.#client = clientOf(this.#service.url, this.#service.apiKey);
  }

  /** Has an operation go on until it is completed. */
  async #end(operation: string): Promise<string> {
    for (;;) {
      const { state, status } = await this.#client.follow(operation, TENANT);
      if (state === 'COMPLETED') return status;
      await this.#client.move(operation, TENANT, 'RESUME');
    }
  }

  /** An operation is completed a moment before its work folder is gone, and one of a cut upload may still run. */
  async #settledFaults(): Promise<string[]> {
    const until = Date.now() + SETTLING_MS;
    const archive = await openArchive(this.#dataFolder);
    try {
      for (;;) {
        const faults = await faultsOf(archive);
        if (faults.length === 0 || Date.now() > until) return faults;
        await pause(500);
      }
    } finally {
      await archive.database.end();
    }
  }

  async close(keep: boolean): Promise<void> {
    await this.#service.stop();
    if (!keep) await removeDataFolder(this.#dataFolder);
  }
}

async function somePackage(random: Random): Promise<{ name: string; source: Readable; outcomes: string[] }> {
  const kind = random.pick(['first', 'many', 'many', 'truncated', 'noise'] as const);
  if (kind === 'first') return { name: kind, source: firstPackage(random.below(1_000)), outcomes: ['OK'] };
  if (kind === 'noise')
    return {
      name: kind,
      source: Readable.from([Buffer.from(Array.from({ length: 5_000 }, () => random.below(256)))]),
      outcomes: ['KO'],
    };
  const units = 1 + random.below(2_500);
  const source = manyUnits({ units, objectSize: 100 + random.below(900), seed: random.below(1_000) });
  if (kind === 'many') return { name: `${units} units`, source, outcomes: ['OK'] };
  const whole = await buffer(source);
  const part = whole.subarray(0, 1 + random.below(whole.length - 1));
  return { name: 'truncated', source: Readable.from([part]), outcomes: ['KO'] };
}

async function main(): Promise<number> {
  console.log(`seed ${seed}; Ctrl-C ends after the round under way`);
  const random = randomFrom(seed);
  let soak: Soak | undefined;
  let failed = false;
  try {
    for (let round = 1; !interrupted && Date.now() < end; round++) {
      soak ??= await Soak.open(random);
      const started = Date.now();
      const { done, faults } = await soak.round();
      console.log(`round ${round}: ${done.join(', ')}: ${((Date.now() - started) / 1_000).toFixed(1)} s`);
      failed = faults.length > 0;
      if (failed) {
        console.log(`FAULT with seed ${seed} in round ${round}; kept: ${soak.dataFolder}`);
        for (const fault of faults) console.log(`  ${fault}`);
        break;
      }
      if (round % ROUNDS_PER_ARCHIVE > 0) continue;
      await soak.close(false);
      soak = undefined;
    }
  } catch (error) {
    failed = true;
    console.log(`FAULT with seed ${seed}; kept: ${soak?.dataFolder}`, error);
  }
  await soak?.close(failed);
  return failed ? 1 : 0;
}

process.exitCode = await main();
