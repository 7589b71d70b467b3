import { technicalDate } from '../platform/index.ts';
import { DocumentRefused } from './document-refused.ts';
import type { FileFormat } from './documents.ts';
import { everyTenant } from './every-tenant.ts';
import { addedFormat, EXTERNAL_FORMAT_FIELDS, externalFormatFaults } from './external-formats.ts';
import { noteEdit, sameFormat } from './formats.ts';
import {
  FORMAT_IMPORT,
  FORMAT_KIND,
  formatLists,
  keepFormatReport,
  puidOf,
  shownFormats,
  writeFormats,
} from './import-formats.ts';
import { journalled, type Order, type ReferentialHouse, Refused, refusing } from './journal.ts';
import { backUp } from './kept-files.ts';
import type { Finding } from './kinds/document-kind.ts';
import { formatsOf, type ScenarioFormats } from './kinds/preservation-scenario.ts';
import { type RecordEdit, withEdit } from './record-edit.ts';
import { noteDifference } from './record-notes.ts';
import { readRows } from './store.ts';
import { differenceOf } from './table-difference.ts';

/**
 * Adds, changes or removes one external format, as an import that differs by it; those of PRONOM are its files' alone.
 * @throws DocumentRefused naming the fields; ArchiveError adminNotFound, adminConflict, adminBadRequest
 */
export async function editFormat(house: ReferentialHouse, order: Order, edit: RecordEdit): Promise<void> {
  const identifier = edit.kind === 'add' ? undefined : edit.identifier;
  const users = edit.kind === 'remove' ? await usersOfFormat(house, edit.identifier) : [];
  await journalled(house, order, {
    type: FORMAT_IMPORT,
    lock: 'format',
    turn: 'in turn',
    async work(tx) {
      if (identifier !== undefined && !identifier.startsWith('EXTERNAL_'))
        throw editRefused([ofPronom(identifier)]);
      if (users.length > 0) throw editRefused(users);
      const current = await readRows<FileFormat>(tx, order.tenant, 'format');
      const { edited } = refusing(
        () => withEdit(current, EXTERNAL_FORMAT_FIELDS, 'PUID', edit),
        ({ description }) => [{ type: FORMAT_IMPORT, status: 'KO', detail: { error: description } }],
      );
      const now = technicalDate(house.clock.now());
      const before = current.filter((row) => row.identifier === identifier);
      const others = new Set(current.map((row) => row.identifier).filter((each) => each !== identifier));
      const document = edited?.read.document;
      const faults = document === undefined ? [] : externalFormatFaults(document, others);
      if (faults.length > 0) throw editRefused(faults);
      const wanted = document === undefined ? [] : [addedFormat(document, before[0]?.doc, now)];
      const difference = differenceOf(before, wanted, puidOf, sameFormat);
      await writeFormats(tx, house, order, difference, wanted);
      const records = shownFormats(difference);
      await noteDifference(tx, order.tenant, 'format', order.operation, records);
      await noteEdit(tx, order.operation);
      const backup = await backUp(tx, house, order, FORMAT_KIND);
      const kept = await keepFormatReport(tx, house, order, { StatusCode: 'OK', ...formatLists(records) });
      return {
        events: [
          { type: 'STP_BACKUP_REFERENTIAL_FORMAT', status: 'OK', detail: backup },
          kept,
          { type: FORMAT_IMPORT, status: 'OK' },
        ],
        result: undefined,
      };
    },
  });
}

const ofPronom = (record: string): Finding => ({
  ...{ reason: 'OF_PRONOM', record, values: [record] },
  text: `${record} is a format of PRONOM: an import of a signature file alone changes it`,
});

/** Contracts and scenarios of every tenant that name a format: it is not taken from them. */
async function usersOfFormat(
  { database }: Pick<ReferentialHouse, 'database'>,
  record: string,
): Promise<Finding[]> {
  const reasons = await everyTenant(database, async (tx, tenant) => {
    const contracts = (await readRows(tx, tenant, 'ingest-contract')).filter(({ doc }) =>
      (doc.FormatType as readonly string[] | undefined)?.includes(record),
    );
    const scenarios = (await readRows<ScenarioFormats>(tx, tenant, 'preservation-scenario')).filter(
      ({ doc }) => formatsOf(doc).includes(record),
    );
    return [
      ...(contracts.length > 0 ? (['USED_BY_CONTRACTS'] as const) : []),
      ...(scenarios.length > 0 ? (['USED_BY_SCENARIOS'] as const) : []),
    ];
  });
  return [...new Set(reasons)].map((reason) => ({
    ...{ reason, record, values: [record] },
    text: `${record} is used by a ${reason === 'USED_BY_CONTRACTS' ? 'contract' : 'scenario'}`,
  }));
}

function editRefused(findings: readonly Finding[]): Refused {
  const text = [...new Set(findings.map((each) => each.text))].join(', ');
  return new Refused(new DocumentRefused('adminBadRequest', text, findings), [
    { type: FORMAT_IMPORT, status: 'KO', detail: { error: text } },
  ]);
}
