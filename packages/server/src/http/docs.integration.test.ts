import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANSWERS, answerKey } from './answers.ts';
import { STATUS_BASES } from './inventory.ts';
import { openService, type TestService } from './testing/open-service.ts';

/** Addresses are those of the reference system; which answers must be there is asked below. */
const RULES = {
  'no-ambiguous-paths': 'off',
  'operation-2xx-response': 'off',
  'operation-4xx-response': 'off',
} as const;

let service: TestService;
beforeAll(async () => {
  service = await openService({ settings: { testSupport: true } });
});
afterAll(() => service?.close());

const document = async () => (await service.call('GET', '/docs/openapi.json')).json;

/** What the linter says of a description, errors and warnings. */
async function lint(description: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'], rules: RULES });
  const problems = await lintFromString({ source: JSON.stringify(description), config });
  return problems.map(({ ruleId, message, location: [at] }) => `${ruleId}: ${message} ${at?.pointer ?? ''}`);
}

it('the description is OpenAPI 3.1, and the linter has nothing to say', async () => {
  expect(await lint(await document())).toEqual([]);
  const damaged = { ...(await document()), paths: { '/x': { get: { responses: 'none' } } } };
  expect((await lint(damaged)).length).toBeGreaterThan(0);
});

/** What it would give is written by nothing (spec api.md D74): there is no success to document. */
const NEVER_SUCCEEDS = 'GET /admin-external/v1/distributionreport/:id distributionreport:id:read';

it('every route that is built is documented with what it answers when it succeeds and when it refuses', async () => {
  const lacking = service.app.routeTable.all
    .filter(({ method, door, config }) => method !== 'OPTIONS' && door !== 'open' && !config.isNotBuilt)
    .map((route) => ({ key: answerKey(route), statuses: Object.keys(ANSWERS[answerKey(route)] ?? {}) }))
    .filter(({ key }) => key !== NEVER_SUCCEEDS)
    .filter(({ statuses }) => !['2', '4'].every((first) => statuses.some((each) => each.startsWith(first))));
  // Written by `npm run answers`, or `npm run answers -- <test files>`.
  expect(lacking).toEqual([]);
  expect(Object.keys(ANSWERS[NEVER_SUCCEEDS] ?? {})).toEqual(['401', '404']);
});

it.each(STATUS_BASES)('status and tenants of %s are told to whoever is known', async (base) => {
  expect((await service.asApplication('GET', `${base}/status`)).status).toBe(204);
  expect((await service.call('GET', `${base}/status`)).status).toBe(401);
  expect((await service.asApplication('GET', `${base}/tenants`)).json).toEqual([0, 1, 2]);
  expect((await service.call('GET', `${base}/tenants`)).status).toBe(412);
});

it('holds every route of the server, with its permissions', async () => {
  const { paths } = await document();
  const permissions = Object.values<Record<string, { 'x-permissions'?: string[] }>>(paths).flatMap(
    (methods) => Object.values(methods).flatMap((operation) => operation['x-permissions'] ?? []),
  );
  const wanted = service.app.routeTable.all.flatMap(({ config }) => config.permission ?? []);
  expect([...new Set(permissions)].sort()).toEqual([...new Set(wanted)].sort());
  const own = service.app.routeTable.all
    .filter(({ door }) => door === 'own')
    .map(({ url }) => url.split(':')[0]);
  for (const start of own)
    expect(Object.keys(paths).some((path) => path.startsWith(start?.replace(/\/$/, '') ?? ''))).toBe(true);
});

it('parameters are those of the path, and operations have names of their own', async () => {
  const { paths } = await document();
  const names: string[] = [];
  for (const [path, methods] of Object.entries<
    Record<string, { operationId: string; parameters: { in: string; name: string }[] }>
  >(paths))
    for (const { operationId, parameters } of Object.values(methods)) {
      names.push(operationId);
      const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => `{${name}}`);
      expect([path, [...path.matchAll(/\{[^}]+\}/g)].map(([each]) => each)]).toEqual([path, inPath]);
    }
  expect(new Set(names).size).toBe(names.length);
});

it('bodies are described by the schemas that refuse them', async () => {
  const { paths } = await document();
  const { schema } = paths['/api/v1/platform/keys'].post.requestBody.content['application/json'];
  expect(schema).toMatchObject({ additionalProperties: false, required: ['label', 'context'] });
});

it('bodies that the rooms check are described', async () => {
  const { paths } = await document();
  const undescribed: string[] = [];
  for (const [path, methods] of Object.entries<Record<string, Shown>>(paths))
    for (const [method, { requestBody, responses }] of Object.entries(methods))
      if (responses['501'] === undefined)
        for (const { schema } of Object.values(requestBody?.content ?? {}))
          if (Object.keys(schema).length === 0) undescribed.push(`${method} ${path}`);
  expect(undescribed).toEqual([]);
});

it('what successes say in JSON is described', async () => {
  const shallow = service.app.routeTable.all
    .filter((route) =>
      Object.entries(ANSWERS[answerKey(route)] ?? {}).some(
        ([status, type]) => status < '400' && type === 'application/json',
      ),
    )
    .filter(({ config }) => config.result === undefined)
    .map(answerKey);
  expect(shallow).toEqual([]);
});

interface Shown {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, unknown>;
}

it('people read it without a script and without anything from elsewhere', async () => {
  const { status, headers, text } = await service.call('GET', '/docs');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/html');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(text).toContain('/access-external/v1/units');
  const wanted = new Set([...text.matchAll(/href="#(\w+)"/g)].map(([, name]) => name));
  expect(wanted).toContain('UnitPage');
  expect([...wanted].filter((name) => !text.includes(`id="${name}"`))).toEqual([]);
  expect(text).not.toMatch(/<script|(src|href)="(https?:)?\/\//);
});
