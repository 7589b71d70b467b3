import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGENCY_RELATIONS, type AgencyLinks, familiesOf } from './agency-family.ts';

const familyOf = (agencies: readonly AgencyLinks[], id: string) => familiesOf(agencies)(id);
const under = (Identifier: string, ...SuperiorAgencies: string[]): AgencyLinks => ({
  Identifier,
  SuperiorAgencies,
});

describe('the family of an agency', () => {
  it('is above it by levels, and right under it', () => {
    const agencies = [
      under('bureau', 'service', 'projet'),
      under('service', 'direction'),
      under('projet', 'direction'),
    ];
    expect(familyOf(agencies, 'bureau')).toMatchObject({
      ...{ superiors: [['service', 'projet'], ['direction']], isCut: false, isCycle: false },
    });
    expect(familyOf(agencies, 'direction')).toMatchObject({
      ...{ superiors: [], subordinates: ['service', 'projet'] },
    });
  });

  it('came before, came after and works with it, whichever record says so', () => {
    const agencies: AgencyLinks[] = [
      { Identifier: 'a', LaterAgencies: ['b'], AssociatedAgencies: ['c'] },
      { Identifier: 'b', EarlierAgencies: ['a', 'd'] },
    ];
    expect(familyOf(agencies, 'b')).toMatchObject({ earlier: ['a', 'd'], later: [] });
    expect(familyOf(agencies, 'd')).toMatchObject({ earlier: [], later: ['b'] });
    expect(familyOf(agencies, 'c')).toMatchObject({ associated: ['a'] });
  });

  it('that goes round in a circle, or far up, is told to', () => {
    const circle = [under('a', 'b'), under('b', 'c'), under('c', 'b')];
    expect(familyOf(circle, 'a')).toMatchObject({ superiors: [['b'], ['c']], isCycle: true });
    expect(familyOf([under('a', 'a')], 'a')).toMatchObject({ superiors: [], isCycle: true });
    const tower = Array.from({ length: 30 }, (_, at) => under(String(at), String(at + 1)));
    expect(familyOf(tower, '0')).toMatchObject({ isCut: true, isCycle: false });
    expect(familyOf(tower, '18')).toMatchObject({ isCut: false });
    const diamond = [under('a', 'b', 'c'), under('b', 'c')];
    expect(familyOf(diamond, 'a')).toMatchObject({ superiors: [['b', 'c']], isCycle: false });
  });

  it('ends, whatever the records name, and is the same from both sides', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const links = fc.record({
      Identifier: id,
      ...Object.fromEntries(AGENCY_RELATIONS.map((name) => [name, fc.uniqueArray(id, { maxLength: 3 })])),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(links, { selector: ({ Identifier }) => Identifier }),
        id,
        id,
        (agencies, one, other) => {
          const [first, second] = [one, other].map((each) => familyOf(agencies as AgencyLinks[], each));
          const above = first?.superiors.flat() ?? [];
          expect(new Set(above).size).toBe(above.length);
          expect(above).not.toContain(one);
          expect(first?.later.includes(other)).toBe(second?.earlier.includes(one));
          expect(first?.associated.includes(other)).toBe(second?.associated.includes(one));
        },
      ),
    );
  });
});
