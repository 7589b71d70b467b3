import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertUnits } from '../catalogue/query/testing/sample.ts';
import { openService, type TestService } from '../http/testing/open-service.ts';
import type { TenantId } from '../platform/index.ts';
import { search } from './testing/naive-search.ts';
import { catalogue, contract, request } from './testing/random-catalogue.ts';

/**
 * Random searches of random catalogues under random contracts, over HTTP, against a model that reads the
 * specification alone. fast-check prints the seed of what fails.
 */

const TENANT = 0 as TenantId;
const CONTRACT = 'CA-MODELE';
const REQUESTS_EACH = 20;

let service: TestService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service?.close());

async function place(units: Parameters<typeof insertUnits>[2], limits: object): Promise<void> {
  await service.house.database.inTenant(TENANT, async (tx) => {
    await tx.query('delete from unit where tenant = $1', [TENANT]);
    await insertUnits(tx, TENANT, units);
    await tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc) values ($1, 'access-contract', $2, $2, 0, $3)
       on conflict (tenant, kind, identifier) do update set doc = excluded.doc`,
      [TENANT, CONTRACT, JSON.stringify({ Identifier: CONTRACT, Status: 'ACTIVE', ...limits })],
    );
  });
}

it('finds what the specification says, in its order, page by page', async () => {
  await fc.assert(
    fc.asyncProperty(
      catalogue,
      contract,
      fc.array(request, { minLength: 1, maxLength: REQUESTS_EACH, size: 'max' }),
      async ({ units, documents, distances }, limits, requests) => {
        await place(units, {
          EveryDataObjectVersion: true,
          EveryOriginatingAgency: limits.agencies === undefined,
          OriginatingAgencies: limits.agencies ?? [],
          RootUnits: limits.roots,
          ExcludedRootUnits: limits.excludedRoots,
        });
        for (const each of requests) {
          const expected = search(documents, distances, limits, each).map((document) => document['#id']);
          const { $offset = 0, $limit = 0 } = each.$filter ?? {};
          const page = expected.slice($offset, $limit === 0 ? undefined : $offset + $limit);
          const answer = await service.asApplication('GET', '/access-external/v1/units', {
            headers: { 'X-Access-Contract-Id': CONTRACT },
            body: each,
          });
          const found = answer.json.$results?.map((result: Record<string, unknown>) => result['#id']);
          expect({ status: answer.status, found, hits: answer.json.$hits }, JSON.stringify(each)).toEqual({
            status: 200,
            found: page,
            hits: {
              total: expected.length,
              offset: $offset,
              limit: each.$filter === undefined ? 0 : $limit || 10_000,
              size: page.length,
            },
          });
        }
      },
    ),
    // Shrinking ends there too: what was found by then is told.
    { numRuns: 25, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);
