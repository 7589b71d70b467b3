import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAddress, checkHeaders, checkJson, hasForbiddenText, hasMarkup } from './sanity.ts';

describe('markup', () => {
  it.each([
    '<b>gras</b>',
    'avant <a href="https://exemple.fr" class=\'x\'>lien</a> après',
    '<B>x</b>',
    '<br/>',
    '<img src=x />',
    'un &nbsp; deux',
    '<p>ouvert, puis bien plus loin\n\nfermé</p>',
  ])('is found in %j', (text) => expect(hasMarkup(text)).toBe(true));

  it.each([
    'Jean Élève <jean.eleve@exemple.fr>',
    'voir <https://exemple.fr/a?b=c> et <mailto:a@b.fr>',
    'Message-ID: <20240101.abc@serveur>',
    'a < b et c > d',
    'si x<y alors y>x',
    '<prénom> <nom>',
    '</b> sans début',
    '<b>jamais fermé',
    'R&D, A & B; C&A',
    '<<<>>>',
  ])('is not found in %j', (text) => expect(hasMarkup(text)).toBe(false));

  it('a tag opened and closed is found wherever it stands among honest words', () => {
    const words = fc.stringMatching(/^[a-zé ,.@]{0,40}$/);
    fc.assert(
      fc.property(words, words, words, fc.stringMatching(/^[a-z]{1,10}$/), (before, inside, after, name) =>
        hasMarkup(`${before}<${name}>${inside}</${name}>${after}`),
      ),
    );
  });

  it('takes time in proportion to the text, however hostile', () => {
    const hostile = ['<a b="', '<a b=', '<a ', '<a b=\'<a b="', '<a  b = "x" ', '&a', '<a></b>'].map((unit) =>
      unit.repeat(1_000_000 / unit.length),
    );
    for (const text of hostile) {
      const time = (length: number) => {
        const from = process.hrtime.bigint();
        hasMarkup(text.slice(0, length));
        return Number(process.hrtime.bigint() - from);
      };
      time(10_000);
      // A quadratic search would take ten thousand times as long.
      expect(time(1_000_000)).toBeLessThan(Math.max(time(10_000), 100_000) * 2_000);
    }
  });
});

describe('text that is always refused', () => {
  it.each([
    '<script>',
    '<SCRIPT src=x>',
    '&lt;script&gt;',
    '<![CDATA[x]]>',
    '<!ENTITY x "y">',
    'a\u0000b',
    'a\u001bb',
  ])('%j', (text) => expect(hasForbiddenText(text)).toBe(true));
  it.each(['a\r\n\tb', 'description', 'le manuscrit <de> X', 'scriptorium'])('but not %j', (text) =>
    expect(hasForbiddenText(text)).toBe(false),
  );
});

describe('bodies', () => {
  it('are looked at in their keys and values, at any depth', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom('<b>x</b>', '<script>', '\u0007'),
        (value, bad) => {
          expect(() => checkJson({ deep: [value, { inner: bad }] })).toThrow();
        },
      ),
    );
    expect(() => checkJson({ '<script>': 1 })).toThrow();
    expect(() => checkJson(JSON.parse('{"__proto__":{"a":1}}'))).toThrow();
    expect(() => checkJson({ a: [1, true, null, { 'Jean <a@b>': 'é' }] })).not.toThrow();
  });

  it('are not nested without end', () => {
    const nested = (depth: number): unknown => {
      let value: unknown = 1;
      for (let level = 0; level < depth; level++) value = [value];
      return value;
    };
    expect(() => checkJson(nested(150))).not.toThrow();
    expect(() => checkJson(nested(1_000_000))).toThrow(/levels/);
  });
});

describe('headers and addresses', () => {
  it('headers of the API hold plain characters; those of HTTP are not our business', () => {
    expect(() =>
      checkHeaders({ 'x-tenant-id': '0', 'x-filename': 'a b_c-1.csv', 'user-agent': '"é"' }),
    ).not.toThrow();
    for (const value of ['a"b', 'é', '<x', "a'b", 'a..b', 'a%b'])
      expect(() => checkHeaders({ 'x-filename': value })).toThrow();
    expect(() => checkHeaders({ 'x-ssl-client-cert': '-----BEGIN%20CERTIFICATE-----' })).not.toThrow();
    expect(() => checkHeaders({ [`x-${'a'.repeat(60)}`]: '1' })).toThrow();
  });

  it('colons are for persistent identifiers', () => {
    const ark = 'ark:/22567/001a957db5eadaac';
    expect(() =>
      checkAddress(`/access-external/v1/units/byunitspersistentidentifier/${ark}`, {}),
    ).not.toThrow();
    expect(() =>
      checkAddress(`/access-external/v1/objects/objectpid/${encodeURIComponent(ark)}`, {}),
    ).not.toThrow();
    expect(() => checkAddress(`/access-external/v1/units/${ark}`, {})).toThrow();
    expect(() => checkAddress('/admin-external/v1/formats/fmt/43', { a: 'b' })).not.toThrow();
    expect(() => checkAddress('/a', { a: ['b', '"'] })).toThrow();
    expect(() => checkAddress(`/${'a'.repeat(5_001)}`, {})).toThrow();
  });
});
