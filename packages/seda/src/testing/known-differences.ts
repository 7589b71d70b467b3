import type { SedaError } from '../seda-error.ts';

/** Where the verdicts differ on purpose: libxml2 departs from XML Schema 1.0 itself, or the reader says so. */
interface KnownDifference {
  readonly reason: string;
  applies(referee: string | undefined, own: SedaError | undefined): boolean;
}

/** Elements that the schemas declare for themselves, so that a lax wildcard finds them anywhere. */
const MESSAGE =
  /^Element '\{[^}]*\}(Archive\w*(Request|Reply|Notification|Transfer)|Authorization\w+|Acknowledgement|\w+Abstract)'/;

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    reason:
      'dates and date-times with blanks around them are refused, though blanks collapse (part 2, 3.2.9.1)',
    applies: (referee, own) =>
      own === undefined &&
      /: '(\s[^']*|[^']*\s)' is not a valid value of the atomic type 'xs:date(Time)?'/.test(referee ?? ''),
  },
  {
    reason: 'a CDATA section counts as content though it holds but blanks (part 1, 3.4.4, clause 2.3)',
    applies: (referee, own) =>
      own === undefined &&
      /Character content other than whitespace is not allowed because the content type is 'element-only'/.test(
        referee ?? '',
      ),
  },
  {
    reason: 'an identifier typed by a union that holds xsd:ID may be given twice (part 1, 3.15.4)',
    applies: (referee, own) =>
      referee === undefined &&
      /is given twice$/.test(own?.message ?? '') &&
      (own?.path ?? '').endsWith('/DataObjectGroupId'),
  },
  {
    reason: 'characters that are no base64 are passed over (part 2, 3.2.16)',
    applies: (referee, own) => referee === undefined && /is not base64/.test(own?.message ?? ''),
  },
  {
    reason:
      'a choice among elements is empty when one of them is abstract and nothing substitutes it (part 1, 3.3.6)',
    applies: (referee, own) => referee === undefined && /^Metadata ends too early/.test(own?.message ?? ''),
  },
  {
    reason: 'years beyond 32 bits are refused (part 2, 3.2.10 asks for four digits at least)',
    applies: (referee, own) =>
      own === undefined && /'\s*-?\d{10,}\s*' is not a valid value/.test(referee ?? ''),
  },
  {
    reason: 'the reader takes a message within free metadata of another namespace for free metadata',
    applies: (referee, own) => own === undefined && MESSAGE.test(referee ?? ''),
  },
];
