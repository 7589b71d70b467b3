import { afterAll, beforeAll, expect, it } from 'vitest';
import { openService, type TestService } from './testing/open-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service?.close());

it('an operation of an application is kept in the journal of the archive, under an identifier of its own', async () => {
  const made = await service.asApplication('POST', '/admin-external/v1/logbookoperations', {
    body: {
      eventType: 'EXT_PAYMENT',
      eventTypeProcess: 'EXTERNAL_LOGBOOK',
      outcome: 'OK',
      objectIdentifierIncome: 'Invoice 12',
    },
  });
  expect(made.status, made.text).toBe(201);
  const id = String(made.headers['x-request-id']);
  const read = await service.asApplication('GET', `/access-external/v1/logbookoperations/${id}`, {
    body: { $projection: {} },
  });
  expect(read.json.$results[0]).toMatchObject({ evType: 'EXT_PAYMENT', obIdIn: 'Invoice 12' });
});
