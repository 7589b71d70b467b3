import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Work of one verification: 32 MB and about 0.2 s of one core. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const LENGTH = 32;
const MAX_PASSWORD = 1_000;
/** Verifications at once; more wait, so that a storm of sign-ins takes neither the memory nor the thread pool. */
const AT_ONCE = 2;

/** `scrypt$N$r$p$salt$hash`: old passwords stay verifiable when the cost is raised. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/**
 * @param stored of the account; undefined when there is none: takes as long and is false, so that the time does not
 *   tell which accounts exist
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  if (password.length > MAX_PASSWORD) return false;
  const [, N, r, p, salt, hash] = (stored ?? '').split('$');
  if (salt === undefined || hash === undefined) {
    await derive(password, Buffer.alloc(16), COST);
    return false;
  }
  const expected = Buffer.from(hash, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(expected, given);
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  // Whoever ends hands the place over: nobody slips in between.
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
    // One text typed in two ways (composed or decomposed accents) is one password.
    return await new Promise((resolve, reject) =>
      scrypt(password.normalize('NFKC'), salt, LENGTH, options, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

// Without the letters and digits that are read for one another.
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password for a machine to give to a person: four groups of five, about 116 bits. */
export function makePassword(): string {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
