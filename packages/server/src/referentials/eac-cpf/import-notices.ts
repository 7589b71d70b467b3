import { ArchiveError, type TenantId } from '../../platform/index.ts';
import { type AgencyLine, agencyErrors, agencyValues, barredValues, columnsOf } from '../agency-lines.ts';
import { writeCsv } from '../csv.ts';
import type { Agency } from '../documents.ts';
import { orRefused, previewLines, replaceAgencies } from '../import-agencies.ts';
import type { Order, ReferentialHouse } from '../journal.ts';
import type { Finding } from '../kinds/document-kind.ts';
import { lineFindings, ofLines } from '../line-errors.ts';
import { type CheckedContent, sameState } from '../preview.ts';
import { readRows, type StoredRow } from '../store.ts';
import { ELEMENTS } from './elements.ts';
import { mergeNotices } from './merge-notices.ts';
import { readNotices } from './notice-files.ts';
import type { Notice } from './read-notice.ts';

/** EAC-CPF notices that add agencies and change them: an import of all that differs by them (spec frontoffice.md B.21). */

type File = AsyncIterable<Uint8Array>;
const lineName = (at: number) => `line ${at + 2}`;

function wantedOf(current: readonly StoredRow<Agency>[], notices: readonly Notice[]) {
  const { records, touched, unkept } = mergeNotices(
    current.map(({ doc }) => ({ ...doc })),
    notices,
  );
  const lines = records.map((record, at): AgencyLine => ({ number: at + 2, values: agencyValues(record) }));
  const faults = agencyErrors(lines);
  const findings = touched.flatMap((at): Finding[] => {
    const errors = ofLines(faults, [lineName(at)]);
    const record = lines[at]?.values.Identifier ?? '';
    const found = [...lineFindings(errors, 'Identifier'), ...barredValues(records[at] ?? {})];
    return found.map((finding) => ({
      ...finding,
      record,
      field: ELEMENTS[finding.field ?? ''] ?? finding.field ?? '',
    }));
  });
  return { lines, only: touched.map(lineName), findings, unkept };
}

/**
 * @param source one notice, or a ZIP of them
 * @throws DocumentRefused, ArchiveError adminBadRequest, adminConflict; the journal says why
 */
export async function importNotices(house: ReferentialHouse, order: Order, source: File): Promise<void> {
  const read = await readNotices(source).catch((error: unknown) => {
    if (error instanceof ArchiveError) return error;
    throw error;
  });
  await replaceAgencies(house, order, 'in turn', (current) => {
    const { lines, only } = orRefused(() => {
      sameState(order, current);
      if (read instanceof ArchiveError) throw read;
      const wanted = wantedOf(current, read);
      // Other faults are those of lines, which the import finds by itself.
      const barred = wanted.findings.find(({ reason }) => reason === 'HOLDS_BAR');
      if (barred !== undefined) throw new ArchiveError('adminBadRequest', barred.text);
      return wanted;
    });
    const bytes = writeCsv(
      columnsOf(lines),
      lines.map(({ values }) => values),
    );
    return { bytes, lines, only };
  });
}

/** What an import would make of the referential, nothing changed. @throws ArchiveError adminBadRequest */
export async function previewNotices(
  { database }: Pick<ReferentialHouse, 'database'>,
  tenant: TenantId,
  source: File,
): Promise<CheckedContent> {
  const notices = await readNotices(source);
  return database.inTenant(tenant, async (tx) => {
    const current = await readRows<Agency>(tx, tenant, 'agency');
    const { lines, findings, unkept } = wantedOf(current, notices);
    if (findings.length > 0) return { errors: {}, findings };
    return previewLines(tx, tenant, current, lines, { NOT_KEPT: unkept });
  });
}
