import type { Answer, CallOptions, TestService } from '../../http/testing/open-service.ts';
import { type Role, storeAccount } from '../../identity/index.ts';
import { quickHash } from '../../identity/testing/quick-hash.ts';

export interface TestRight {
  readonly tenant: number;
  readonly role: Role;
  readonly accessContract?: string;
}

/** Calls of the own API by a new person, signed in. */
export async function personOf(
  service: TestService,
  name: string,
  rights: readonly TestRight[],
): Promise<(path: string, sent?: CallOptions & { readonly method?: string }) => Promise<Answer>> {
  const email = `${name}@exemple.fr`;
  const password = `Mot de passe de ${name}`;
  const account = { id: email, email, name, password: quickHash(password), rights: [...rights] };
  await service.house.database.outsideTenants((tx) => storeAccount(tx, account, new Date()));
  const answer = await service.call('POST', '/api/v1/session', {
    headers: { 'X-Requested-With': 'perenne' },
    body: { email, password },
  });
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return (path, { method = 'GET', headers, ...sent } = {}) =>
    service.call(method, `/api/v1${path}`, {
      ...sent,
      headers: { Cookie: cookie, 'X-Requested-With': 'perenne', ...headers },
    });
}
