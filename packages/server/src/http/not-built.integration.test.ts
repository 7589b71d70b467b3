import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Endpoint, INVENTORY } from './inventory.ts';
import { openService, type TestService } from './testing/open-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await openService({ settings: { testSupport: true } });
});
afterAll(() => service?.close());

const OPENING = `# What is not built yet

Endpoints of the compatible APIs that this version answers with 501, in the API's own error form. This list is compared
with the service by a test, \`packages/server/src/http/not-built.integration.test.ts\`, which also writes it anew
(\`vitest -u\`).

| Verb | Path | Purpose |
|---|---|---|
`;

/** As the official clients would call it, but with nothing in it. */
async function isBuilt({ verb, path, consumes, produces }: Endpoint): Promise<boolean> {
  const { status, json } = await service.asApplication(verb, path.replace(/\{[^/]+\}/g, 'x'), {
    tenant: 1,
    headers: {
      ...(consumes[0] === undefined ? {} : { 'Content-Type': consumes[0] }),
      ...(produces[0] === undefined ? {} : { Accept: produces[0] }),
    },
  });
  if (status === 501)
    expect(json).toMatchObject({ httpCode: 501, code: '000200', message: 'Not Implemented' });
  return status !== 501;
}

it('is listed, line by line', async () => {
  const lines: string[] = [];
  for (const endpoint of INVENTORY)
    if (!(await isBuilt(endpoint)))
      lines.push(`| ${endpoint.verb} | \`${endpoint.path}\` | ${endpoint.description} |\n`);
  const list = OPENING + lines.join('');
  await expect(list).toMatchFileSnapshot('../../../../docs/not-built.md');
});

it('of a distribution no report is left, which is told in the form of the API', async () => {
  const path = '/admin-external/v1/distributionreport/aeeaaaaaachj3m7nabjocamcdqr2rqaaaaaq';
  expect(await service.asApplication('GET', path)).toMatchObject({
    status: 404,
    json: { httpCode: 404, code: '020122', message: 'Admin external not found error' },
  });
  expect((await service.call('GET', path, { headers: { 'X-Tenant-Id': '0' } })).status).toBe(401);
});
