import type { CONTEXT as FRENCH } from '../fr/context.ts';
import { count } from './forms.ts';

const CONTRACT = 'The contract that is named is in this safe, and active.';

/** Texts of the panel of an application context. */
export const CONTEXT = {
  change: 'Edit safes and contracts',
  credentials: 'Keys and certificates',
  kinds: { key: 'API key', certificate: 'Certificate' },
  neverCalled: 'No call has come under this context yet.',
  called: (at: string, calls: number) => `Last call on ${at}; ${count(calls, 'call')} in thirty days.`,
  noCredential: 'Neither a key nor a certificate is in use: the application cannot come in.',
  endless: 'without end',
  ends: (at: string) => `until ${at}`,
  neverUsed: 'never used',
  used: (at: string, calls: number) => `last call on ${at}, ${count(calls, 'call')} in thirty days`,
  soon: (days: number) =>
    days === 0
      ? 'Ends within a day: renew it at once.'
      : `Ends in ${count(days, 'day')}: prepare its renewal.`,
  manage: 'Create, renew or revoke a key or a certificate',
  trial: {
    title: 'Try a call',
    lead: 'Each check says what it would make of this call. Nothing is called, nothing is noted.',
    safe: 'Safe',
    service: 'Service',
    serviceHint: 'Its permission, such as units:read; type a word to find it.',
    accessContract: 'Access contract',
    ingestContract: 'Ingest contract',
    contractHint: 'Its identifier; empty: the call names none.',
    run: 'Try',
    failed: 'The call was not tried',
    passes: 'This call would pass every check.',
    refused: (checks: number) => `This call would be refused (${count(checks, 'check')}).`,
    wanted: 'This service wants a personal certificate too, which comes with the call.',
    checks: {
      CREDENTIAL: {
        PASSED: 'A key or a certificate is in use.',
        REFUSED: 'No key and no certificate is in use.',
      },
      TENANT: { PASSED: 'The safe exists.', REFUSED: 'The safe does not exist.' },
      CONTEXT: {
        PASSED: 'The context is active.',
        REFUSED: 'The context is inactive: activate it.',
      },
      PROFILE: {
        PASSED: 'The security profile exists.',
        REFUSED: 'The security profile does not exist.',
      },
      CONTROL: {
        PASSED: 'Safe and contracts are allowed, or the context does not control them.',
        REFUSED: 'The permissions of the context lack this safe, or this contract: add them.',
      },
      ADMINISTRATION: {
        PASSED: 'This service is called in the administration safe.',
        REFUSED: 'This service is called in the administration safe only.',
      },
      PERMISSION: {
        PASSED: 'The security profile allows this service.',
        REFUSED: 'The security profile does not allow this service: add its permission.',
      },
      ACCESS_CONTRACT: {
        PASSED: CONTRACT,
        REFUSED: 'The access contract is not in this safe, or it is inactive.',
      },
      INGEST_CONTRACT: {
        PASSED: CONTRACT,
        REFUSED:
          'The ingest contract is not in this safe, it is inactive, or the permissions of the context lack it.',
      },
    },
  },
} satisfies typeof FRENCH;
