import { expect, it } from 'vitest';
import { validateByProfile } from './archival-profile.ts';

const NEVER = new AbortController().signal;
const text = (value: string) => Buffer.from(value);
/** A list of values that a pattern must take. */
const xsd = (pattern: string) =>
  text(
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="list"><xs:complexType><xs:sequence>
      <xs:element name="a" maxOccurs="unbounded"><xs:simpleType><xs:restriction base="xs:string">
        <xs:pattern value="${pattern}"/></xs:restriction></xs:simpleType></xs:element>
    </xs:sequence></xs:complexType></xs:element></xs:schema>`,
  );
const list = (value: string, times = 1) => text(`<list>${`<a>${value}</a>`.repeat(times)}</list>`);
const validate = (file: Buffer, manifest: Buffer, milliseconds?: number, format: 'RNG' | 'XSD' = 'XSD') =>
  validateByProfile({ format, file, manifest }, NEVER, milliseconds);

it('takes what conforms, and says at the first fault what does not', async () => {
  expect(await validate(xsd('[a-z]+'), list('abc'))).toBeUndefined();
  expect(await validate(xsd('[a-z]+'), list('ABC'))).toMatch(/pattern.*ABC/);
  const grammar = text(
    '<element name="list" xmlns="http://relaxng.org/ns/structure/1.0"><element name="b"><text/></element></element>',
  );
  expect(await validate(grammar, list('abc'), undefined, 'RNG')).toContain('Did not expect element a');
});

it('a file that is no schema, and a manifest that is no XML, are faults', async () => {
  expect(await validate(text('<html/>'), list('abc'))).toBeTypeOf('string');
  expect(await validate(xsd('a'), text('<list>'))).toBeTypeOf('string');
});

/** Of this one libxml2 gives up the value after a second. */
const HOSTILE = ['(a|aa)+c', 'a'.repeat(60)] as const;

it('refuses what a hostile pattern cannot decide', async () => {
  const [pattern, value] = HOSTILE;
  expect(await validate(xsd(pattern), list(value))).toContain('cannot decide');
});

it('gives up after its time', async () => {
  const [pattern, value] = HOSTILE;
  // Less than any process needs to begin.
  expect(await validate(xsd(pattern), list(value), 1)).toContain('given up after 0.001 s');
});

it('ends at once when the operation is interrupted', async () => {
  const [pattern, value] = HOSTILE;
  const stop = new AbortController();
  const control = { format: 'XSD' as const, file: xsd(pattern), manifest: list(value, 10_000) };
  const ended = validateByProfile(control, stop.signal);
  stop.abort(new Error('the service stops'));
  await expect(ended).rejects.toThrow('the service stops');
});
