import { describe, expect, it } from 'vitest';
import { strategyOf } from './strategy.ts';

const strategies = {
  strategies: [
    { id: 'default', isDefault: true, copies: 2, offers: ['a', 'b'] },
    { id: 'cold', isDefault: false, copies: 1, offers: ['c'] },
  ],
};

describe('the strategy of a contract', () => {
  it('is the one that it names, the default one where it names none, and may be unknown', () => {
    expect(strategyOf(strategies, 'cold')?.copies).toBe(1);
    for (const nothing of [undefined, null, '']) expect(strategyOf(strategies, nothing)?.id).toBe('default');
    expect(strategyOf(strategies, 'gone')).toBeUndefined();
  });
});
