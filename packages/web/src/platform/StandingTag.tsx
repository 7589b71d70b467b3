import type { ApiKey, Certificate } from '../api/types.ts';
import { Tag } from '../parts/StatusTag.tsx';
import { TEXTS } from '../texts/index.ts';

type Standing = Certificate['status'];

export function standingOf({ expiresAt, revokedAt }: ApiKey): Standing {
  if (revokedAt !== null) return 'REVOKED';
  return expiresAt !== null && new Date(expiresAt) <= new Date() ? 'EXPIRED' : 'VALID';
}

const TONES = { VALID: 'good', EXPIRED: 'warn', REVOKED: 'still' } as const;

export function StandingTag({ standing }: { readonly standing: Standing }) {
  return <Tag tone={TONES[standing]} words={TEXTS.platform.standings[standing]} />;
}
