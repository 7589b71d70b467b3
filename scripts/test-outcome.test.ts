import { describe, expect, it } from 'vitest';
import { isGood, lineOf, NOTHING, outcomeOfVitest, sum, type VitestReport } from './test-outcome.ts';

function report(counts: Partial<VitestReport>): VitestReport {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...counts,
  };
}

describe('the outcome of a run', () => {
  it('is the sum over all runners, in one line', () => {
    const first = outcomeOfVitest(report({ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 }), 0);
    const second = outcomeOfVitest(report({ numPassedTests: 4, numFailedTests: 2 }), 1);
    expect(lineOf(sum([first, second]))).toBe('7 passed, 2 failed, 2 skipped');
    expect(lineOf(first)).toBe('3 passed, 0 failed, 2 skipped');
  });

  it('counts a file that cannot be loaded, and not twice the one whose test failed', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    const outcome = outcomeOfVitest(report({ numPassedTests: 2, numFailedTests: 1, testResults }), 1);
    expect(outcome).toEqual({ passed: 2, failed: 2, skipped: 0 });
  });

  it('is a failure without a report, and when the run ended badly with no test to blame', () => {
    expect(outcomeOfVitest(undefined, 0).failed).toBe(1);
    expect(outcomeOfVitest(report({ numPassedTests: 5 }), 1).failed).toBe(1);
  });

  it('is no good when nothing was executed', () => {
    expect(isGood(NOTHING)).toBe(false);
    expect(isGood({ passed: 0, failed: 0, skipped: 8 })).toBe(false);
    expect(isGood({ passed: 1, failed: 0, skipped: 0 })).toBe(true);
    expect(isGood({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
  });
});
