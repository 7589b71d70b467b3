import { Type } from 'typebox';
import { orNull, Text, type Told, type Tx } from '../platform/index.ts';
import { ROLES, type Role } from './roles.ts';

/** What a person may do in a tenant. */
export const Right = Type.Object(
  {
    tenant: Type.Integer(),
    tenantName: Text,
    role: Type.Enum(Object.keys(ROLES) as Role[], { title: 'Role' }),
    accessContract: orNull(
      Text,
      'Identifier of the access contract that applies; null: the internal, full one.',
    ),
    searchesContent: Type.Boolean({ description: 'Whether documents are searched in the tenant.' }),
  },
  { title: 'Right' },
);
export type Right = Told<typeof Right>;

export const Person = Type.Object(
  { account: Type.Object({ id: Text, name: Text, email: Text }), rights: Type.Array(Right) },
  { title: 'Session', description: 'Whoever is signed in.' },
);
export type Person = Told<typeof Person>;

export interface NewAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** As `hashPassword` gives it. */
  readonly password: string;
  readonly rights: readonly {
    readonly tenant: number;
    readonly role: Role;
    readonly accessContract?: string;
  }[];
}

export async function storeAccount(tx: Tx, account: NewAccount, now: Date): Promise<void> {
  await tx.query(
    'insert into account (id, email, name, password, active, created_at) values ($1, $2, $3, $4, true, $5)',
    [account.id, account.email, account.name, account.password, now],
  );
  for (const { tenant, role, accessContract } of account.rights)
    await tx.query(
      'insert into account_right (account, tenant, role, access_contract) values ($1, $2, $3, $4)',
      [account.id, tenant, role, accessContract ?? null],
    );
}

/** The account that may sign in under an address, whatever its case; undefined: none, or switched off. */
export async function findAccount(
  tx: Tx,
  email: string,
): Promise<{ id: string; password: string } | undefined> {
  const [row] = await tx.query<{ id: string; password: string }>(
    'select id, password from account where lower(email) = lower($1) and active',
    [email],
  );
  return row;
}

/** @returns undefined when the account is unknown or switched off */
export async function readPerson(tx: Tx, id: string): Promise<Person | undefined> {
  const [account] = await tx.query<Person['account']>(
    'select id, name, email from account where id = $1 and active',
    [id],
  );
  if (!account) return undefined;
  const rights = await tx.query<Right>(
    `select r.tenant, t.name as "tenantName", r.role, r.access_contract as "accessContract",
            t.content_search as "searchesContent"
     from account_right r join tenant t on t.tenant = r.tenant where r.account = $1 order by r.tenant`,
    [id],
  );
  return { account, rights };
}
