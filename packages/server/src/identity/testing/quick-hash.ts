import { randomBytes, scryptSync } from 'node:crypto';

/**
 * A password in the form of `hashPassword`, at a thousandth of its work, which its verification then takes too. For
 * persons of tests that are not about passwords.
 */
export function quickHash(password: string): string {
  const [N, r, p] = [64, 8, 1];
  const salt = randomBytes(16);
  const hash = scryptSync(password.normalize('NFKC'), salt, 32, { N, r, p });
  return ['scrypt', N, r, p, salt.toString('base64'), hash.toString('base64')].join('$');
}
