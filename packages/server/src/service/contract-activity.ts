import { Type } from 'typebox';
import { Status } from '../logbook/index.ts';
import {
  Count,
  counted,
  InstantText,
  orNull,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';
import { findIngestContract } from '../referentials/index.ts';

/** What an ingest contract has served for, and what keeps it from serving (spec frontoffice.md B.19). */

export const ContractActivity = Type.Object(
  {
    transfers: counted(
      'Transfers whose manifest names it, dry runs aside; one refused for its header leaves no contract in its journal.',
    ),
    refused: counted('Those of them that did not enter.'),
    dryRuns: Count,
    last: orNull(Type.Object({ id: Text, at: InstantText, outcome: Status }), 'The latest of all.'),
    hindered: Type.Array(
      Type.Object({
        kind: Type.Enum(['archival-profiles', 'management-contracts']),
        ...{ identifier: Text, isKnown: Type.Boolean() },
      }),
      {
        description:
          'Records that it names and that are there no more, or inactive: transfers that need them are refused.',
      },
    ),
  },
  { title: 'ContractActivity' },
);
export type ContractActivity = Told<typeof ContractActivity>;

const REFUSED = ['KO', 'FATAL'];

/** Undefined: the tenant has no such contract. */
export async function activityOf(
  tx: Tx,
  tenant: TenantId,
  identifier: string,
): Promise<ContractActivity | undefined> {
  const contract = await findIngestContract(tx, tenant, identifier);
  if (contract === undefined) return undefined;
  // As journals hold it: JSON text, which is told from longer identifiers by its quotation marks.
  const named = JSON.stringify(identifier);
  const rows = await tx.query<{
    transfers: number;
    refused: number;
    tests: number;
    last: ContractActivity['last'];
  }>(
    `select count(*) filter (where process_type = 'INGEST')::integer as transfers,
       count(*) filter (where process_type = 'INGEST' and outcome = any ($3))::integer as refused,
       count(*) filter (where process_type = 'INGEST_TEST')::integer as tests,
       (select jsonb_build_object('id', id, 'outcome', outcome,
          'at', to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from logbook_operation where tenant = $1 and agreement = $2
        order by started_at desc, id desc limit 1) as last
     from logbook_operation where tenant = $1 and agreement = $2`,
    [tenant, named, REFUSED],
  );
  const { transfers = 0, refused = 0, tests = 0, last = null } = rows[0] ?? {};
  return { transfers, refused, dryRuns: tests, last, hindered: await hinderedBy(tx, tenant, contract) };
}

async function hinderedBy(
  tx: Tx,
  tenant: TenantId,
  contract: { readonly ArchiveProfiles?: readonly string[]; readonly ManagementContractId?: string },
): Promise<ContractActivity['hindered']> {
  const wanted = [
    ...(contract.ArchiveProfiles ?? []).map((identifier) => ['profile', identifier] as const),
    ...(contract.ManagementContractId
      ? [['management-contract', contract.ManagementContractId] as const]
      : []),
  ];
  const rows = await tx.query<{ kind: string; identifier: string; status: string | null }>(
    `select kind, identifier, doc ->> 'Status' as status from referential
     where tenant = $1 and kind in ('profile', 'management-contract') and identifier = any ($2)`,
    [tenant, wanted.map(([, identifier]) => identifier)],
  );
  return wanted.flatMap(([kind, identifier]) => {
    const row = rows.find((each) => each.kind === kind && each.identifier === identifier);
    return row?.status === 'ACTIVE'
      ? []
      : [
          {
            kind: kind === 'profile' ? ('archival-profiles' as const) : ('management-contracts' as const),
            ...{ identifier, isKnown: row !== undefined },
          },
        ];
  });
}
