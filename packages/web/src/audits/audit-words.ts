import type { Audit, AuditFault, ReferentialVerdict } from '../api/types.ts';
import { reasonInWords } from '../deliveries/outcome.ts';
import { labelled } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** What audits have found, in words for people. */

export function perimeterInWords(
  { perimeter }: Pick<Audit, 'perimeter'>,
  agencies: Readonly<Record<string, string>>,
): string {
  const words = TEXTS.audits.perimeters;
  switch (perimeter.kind) {
    case 'safe':
      return words.safe;
    case 'agency':
      return words.agency(agencies[perimeter.id] ?? perimeter.id);
    case 'operation':
      return words.operation(perimeter.id);
    case 'request':
      return words.request;
  }
}

/** What is to be done about an object, by what is left of it. */
export function adviceFor({ offers }: Pick<AuditFault, 'offers'>): string {
  if (offers.some(({ fault }) => fault === 'UNEXPECTED')) return TEXTS.audits.advice.unexpected;
  return offers.some(({ fault }) => fault === null) ? TEXTS.audits.advice.some : TEXTS.audits.advice.all;
}

export function stateInWords(fault: AuditFault['offers'][number]['fault']): string {
  return TEXTS.audits.states[fault ?? 'sound'];
}

export const isSound = ({ offers }: ReferentialVerdict): boolean =>
  offers.every(({ fault }) => fault === undefined);

export function verdictInWords({ file, records, offers }: ReferentialVerdict): string {
  const words = TEXTS.audits.referentials;
  if (file === undefined) return records === 0 ? words.empty : words.neverMade;
  const faulty = offers.filter(({ fault }) => fault !== undefined);
  if (faulty.length === 0) return words.same(file);
  return faulty
    .map(({ id, fault }) => labelled(TEXTS.audits.copy(id), words.faults[fault ?? 'MISSING']))
    .join(', ');
}

/** Why the journal warns or refuses. */
export function remarkInWords(detail: string | null): string | undefined {
  const text = reasonInWords(detail);
  const [, usual, found] = /^Unit count exceeds .*threshold=(\d+), found=(\d+)$/.exec(text ?? '') ?? [];
  return found === undefined ? text : TEXTS.audits.manyUnits(Number(found), Number(usual));
}
