import { Readable } from 'node:stream';
import { type Client, clientOf } from '../scripts/client.ts';
import { filingPlan, holdingScheme, POSITION, TRANSFERS, UNITS, unitsIn } from './holdings/index.ts';
import { packageOf } from './sip/package.ts';
import type { Transfer } from './sip/transfer.ts';
import { ACCESS_CONTRACTS, AGENCIES_CSV, ingestContracts, TREE_CONTRACTS } from './town/referentials.ts';
import { RULES_CSV } from './town/rules.ts';

/** Where the archives of the imaginary town go. */
export const DEMONSTRATION_TENANT = 3;

/** However long a queue is, what was deposited is entered one day. */
const PATIENCE = { limitMs: Number.POSITIVE_INFINITY };

export interface Loading {
  readonly url: string;
  readonly apiKey: string;
  /** Told of each step, in French, for the person at the terminal. */
  readonly say: (line: string) => void;
}

export interface Loaded {
  readonly units: number;
  /** Transfers that ended otherwise than they should, in words; none when all is well. */
  readonly surprises: readonly string[];
}

/**
 * Enters the archives of the town as any client does. The journals of the archive say what is done already (each call
 * carries its step's name as `X-Application-Id`), so that a loading that was cut goes on where it was and enters
 * nothing twice.
 * @throws Error of a referential or tree that is refused, or of a service that does not answer
 */
export async function loadDemonstration({ url, apiKey, say }: Loading): Promise<Loaded> {
  const clientFor = (session: string) => clientOf(url, apiKey, 'CA_ARCHIVES', session);
  const done = await doneSessions(clientFor('demonstration'));
  const once = async (step: string, work: (client: Client) => Promise<unknown>) => {
    const session = `demonstration-${step}`;
    if (!done.get(session)?.closed) await work(clientFor(session));
  };
  const entered = async (transfer: Transfer) => {
    const session = `demonstration-${transfer.key}`;
    const client = clientFor(session);
    const operation = done.get(session)?.operation ?? (await deposit(client, transfer));
    return (await client.follow(operation, DEMONSTRATION_TENANT, PATIENCE)).status;
  };

  say('Démonstration : les services, les règles et les contrats');
  await once('services', (client) => importTable(client, 'agencies', AGENCIES_CSV));
  await once('regles', (client) => importTable(client, 'rules', RULES_CSV));
  await once('contrats-acces', (client) => importContracts(client, 'accesscontracts', ACCESS_CONTRACTS));
  await once('contrat-arbres', (client) => importContracts(client, 'ingestcontracts', TREE_CONTRACTS));
  for (const tree of [holdingScheme, filingPlan]) {
    const status = await entered(tree);
    if (status !== tree.outcome) throw new Error(`${tree.identifier} : ${status}`);
  }
  await once('contrats-entree', async (client) =>
    importContracts(client, 'ingestcontracts', ingestContracts(await nodeAt(client, POSITION.private))),
  );
  return enterAll(entered, say);
}

/** One after the other; the next is made and sent while one is entered. */
async function enterAll(
  entered: (transfer: Transfer) => Promise<string>,
  say: Loading['say'],
): Promise<Loaded> {
  const surprises: string[] = [];
  let units = unitsIn(holdingScheme.units) + unitsIn(filingPlan.units);
  const judge = ({ identifier, outcome, units: roots }: Transfer, status: string) => {
    if (status !== 'KO') units += unitsIn(roots);
    if (status !== outcome) surprises.push(`${identifier} : ${status} au lieu de ${outcome}`);
    say(`Démonstration : ${units} unités sur ${UNITS} (${identifier} : ${status})`);
  };
  let before: Promise<void> = Promise.resolve();
  for (const make of TRANSFERS) {
    const transfer = make();
    const entering = entered(transfer);
    // A failure is met when its turn comes: until then it is nobody's.
    entering.catch(() => undefined);
    await before;
    before = entering.then((status) => judge(transfer, status));
  }
  await before;
  return { units, surprises };
}

interface Session {
  readonly operation: string;
  /** Its journal is at its end, and well. */
  readonly closed: boolean;
}

/** Steps that the journals know, by the name that their calls carried; the last try of each. */
async function doneSessions(client: Client): Promise<Map<string, Session>> {
  const { status, text } = await client.get('access-external/v1/logbookoperations', DEMONSTRATION_TENANT, {
    $query: { $exists: 'evIdAppSession' },
    $filter: { $limit: 1_000, $orderby: { evDateTime: 1 } },
    $projection: {},
  });
  if (status !== 200) throw new Error(`les journaux ne se lisent pas : ${status} ${text.slice(0, 300)}`);
  const { $results } = JSON.parse(text) as {
    $results: {
      evId: string;
      evType: string;
      evIdAppSession: string;
      events: { evType: string; outcome: string }[];
    }[];
  };
  return new Map(
    $results.map(({ evId, evType, evIdAppSession, events }): [string, Session] => {
      const last = events.at(-1);
      const closed = last?.evType === evType && (last.outcome === 'OK' || last.outcome === 'WARNING');
      return [evIdAppSession, { operation: evId, closed }];
    }),
  );
}

async function deposit(client: Client, transfer: Transfer): Promise<string> {
  const bytes = await packageOf(transfer);
  return client.deposit(Readable.from([bytes]), DEMONSTRATION_TENANT, transfer.workflow);
}

async function importTable(client: Client, kind: 'agencies' | 'rules', csv: string): Promise<void> {
  accepted(kind, await client.import(kind, DEMONSTRATION_TENANT, csv, `${kind}.csv`));
}

async function importContracts(
  client: Client,
  kind: 'accesscontracts' | 'ingestcontracts',
  contracts: readonly object[],
): Promise<void> {
  accepted(kind, await client.import(kind, DEMONSTRATION_TENANT, JSON.stringify(contracts)));
}

function accepted(what: string, { status, text }: { status: number; text: string }): void {
  if (status !== 201) throw new Error(`${what} : ${status} ${text.slice(0, 500)}`);
}

/** System identifier of the node of the trees at a position. */
async function nodeAt(client: Client, position: string): Promise<string> {
  const { status, text } = await client.get('access-external/v1/units', DEMONSTRATION_TENANT, {
    $roots: [],
    $query: [{ $eq: { FilePlanPosition: position } }],
    $filter: { $limit: 1 },
    $projection: { $fields: { '#id': 1 } },
  });
  const id = status === 200 ? JSON.parse(text).$results[0]?.['#id'] : undefined;
  if (typeof id !== 'string') throw new Error(`position ${position} : ${status} ${text.slice(0, 300)}`);
  return id;
}
