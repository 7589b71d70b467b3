import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openService, type TestService } from './testing/open-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service?.close());

const document = async () => (await service.call('GET', '/docs/openapi.json')).json;

it('the description is OpenAPI 3.1 by its official schema', async () => {
  const result = await new Validator().validate(await document());
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
  const damaged = { ...(await document()), paths: { '/x': { get: { responses: 'none' } } } };
  expect((await new Validator().validate(damaged)).valid).toBe(false);
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

it('people read it without a script and without anything from elsewhere', async () => {
  const { status, headers, text } = await service.call('GET', '/docs');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/html');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(text).toContain('/access-external/v1/units');
  expect(text).not.toMatch(/<script|(src|href)="(https?:)?\/\//);
});
