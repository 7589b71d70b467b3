import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChanges } from './changes.ts';

describe('a change of a record', () => {
  it('is read member by member, whatever the values are', () => {
    const value = fc.option(
      fc.string().filter((text) => !/\n[-+] {2}\w+ : /.test(`\n${text}`)),
      { nil: undefined },
    );
    const change = fc
      .record({ before: value, after: value })
      .filter(({ before, after }) => before !== undefined || after !== undefined);
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[A-Z]\w{0,8}$/), change, { minKeys: 1 }), (members) => {
        const text = Object.entries(members)
          .flatMap(([name, { before, after }]) => [
            ...(before === undefined ? [] : [`-  ${name} : ${before}`]),
            ...(after === undefined ? [] : [`+  ${name} : ${after}`]),
          ])
          .join('\n');
        expect(readChanges(text)).toEqual(
          Object.entries(members).map(([member, { before, after }]) => ({ member, before, after })),
        );
      }),
    );
  });

  it('that is told in another form is left as it is', () => {
    expect(readChanges('Nothing of the kind')).toBeUndefined();
    expect(readChanges('')).toBeUndefined();
  });
});
