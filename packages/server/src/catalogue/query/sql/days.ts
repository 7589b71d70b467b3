import { sql } from 'kysely';
import { daysBetween, OTHER_DAY } from '../../named-days.ts';
import type { DocumentField } from '../collections/collection.ts';
import type { Condition } from './scope.ts';

/**
 * A condition on a date, with the question that the index answers of it: documents that name a day of the span, in
 * whatever member. @param span instants between which a value must lie, both included
 */
export function onDays(
  field: DocumentField,
  exact: Condition,
  { from, to }: { readonly from?: Date | undefined; readonly to?: Date | undefined },
): Condition {
  if (field.days === undefined) return exact;
  const days = daysBetween(dayOf(from) ?? '00000000', dayOf(to && new Date(to.getTime() - 1)) ?? '99999999');
  if (days.includes('d')) return exact;
  const query = [...days.map((day) => `'${day}':*`), `'${OTHER_DAY}'`].join(' | ');
  return sql<boolean>`(${sql.ref(field.days)} @@ ${query}::tsquery and ${exact})`;
}

/** Undefined beyond the years of four digits: no bound. */
function dayOf(date: Date | undefined): string | undefined {
  const text = date?.toISOString();
  return text === undefined || !/^\d{4}-/.test(text) ? undefined : text.slice(0, 10).replaceAll('-', '');
}
