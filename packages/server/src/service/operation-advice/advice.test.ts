import { describe, expect, it } from 'vitest';
import type { TransferEvent } from '../transfer-steps.ts';
import { adviceKeyOf, adviceOnWhole, advisedOn } from './advice.ts';

const event = (code: string, tasks: TransferEvent[] = []): TransferEvent => ({
  ...{ key: code.split('.')[0] ?? '', code, tasks, label: '', message: '', date: '', detail: null },
  outcome: code.split('.').at(-1) as TransferEvent['outcome'],
});

describe('what is wrong with an operation', () => {
  it('is told by the most precise words', () => {
    expect(adviceKeyOf('CHECK_DISTRIBUTION_THRESHOLD.KO')).toBe('CHECK_DISTRIBUTION_THRESHOLD');
    expect(adviceKeyOf('CHECK_DISTRIBUTION_THRESHOLD.WARNING')).toBe('CHECK_DISTRIBUTION_THRESHOLD.WARNING');
    expect(adviceKeyOf('STP_IMPORT_ACCESS_CONTRACT.AGENCY_NOT_FOUND.KO')).toBe('AGENCY_NOT_FOUND');
    expect(adviceKeyOf('CHECK_RULES.INVALID_CSV.KO')).toBe('CHECK_RULES');
    expect(adviceKeyOf('CHECK_MERKLE_TREE.COMPARE_MERKLE_HASH_WITH_SAVED_HASH.KO')).toBe('CHECK_MERKLE_TREE');
    expect(adviceKeyOf('STP_IMPORT_RULES.WARNING')).toBe('STP_IMPORT_RULES.WARNING');
    expect(adviceKeyOf('CREATE_MANIFEST.FATAL')).toBe('technical');
    for (const code of ['EXT_PAID.KO', 'toString.KO', 'technical.KO', 'other.KO', 'X.other.KO', ''])
      expect(adviceKeyOf(code), code).toBeUndefined();
  });

  it('is told where it went wrong, and of entries by their own controls', () => {
    const onImport = advisedOn({ category: 'MASTERDATA', type: 'STP' });
    const fine = event('CHECK_RULES.OK');
    expect(onImport(fine)).toEqual(fine);
    expect(onImport(event('X.KO', [event('CHECK_RULES.KO')])).tasks[0]?.advice?.fr.cause).toContain('règles');
    const onEntry = advisedOn({ category: 'INGEST', type: 'PROCESS_SIP_UNITARY' });
    expect(onEntry(event('CHECK_SEDA.KO')).advice?.fr.cause).toContain('SEDA');
    expect(onEntry(event('PROCESS_SIP_UNITARY.KO')).advice).toBeUndefined();
  });

  it('is told of the whole when no event is explained, or nobody but a person is the reason', () => {
    const whole = (outcome: 'OK' | 'KO' | 'WARNING', codes: string[], isRun = true) =>
      adviceOnWhole(
        { type: 'TOUT', outcome },
        codes.map((code) => advisedOn({ category: 'UPDATE', type: 'TOUT' })(event(code))),
        isRun,
      ).advice?.en.cause;
    expect(whole('OK', ['X.OK'])).toBeUndefined();
    expect(whole('KO', ['X.KO', 'TOUT.KO'])).toContain('did not go');
    expect(whole('KO', ['CHECK_RULES.KO', 'TOUT.KO'])).toBeUndefined();
    expect(whole('KO', ['X.OK', 'TOUT.KO'])).toContain('cancelled');
    expect(whole('KO', ['X.OK', 'TOUT.KO'], false)).toContain('did not go');
    expect(whole('WARNING', ['X.WARNING'])).toContain('did not go');
  });
});
