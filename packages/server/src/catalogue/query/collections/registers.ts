import { all, describedType, type Members } from '../../field-types.ts';
import {
  type Collection,
  column,
  type Field,
  INVISIBLE,
  own,
  segmentsOf,
  unknownName,
} from './collection.ts';

/** Accession registers (spec model.md 10): records by agency and entry, their sums, and what is seen by attachment. */

const COUNTS: Members = all('long', 'ingested', 'deleted', 'remained');

const SUMMARY: Members = {
  OriginatingAgency: 'keyword',
  CreationDate: 'date',
  ...{ TotalObjectGroups: COUNTS, TotalUnits: COUNTS, TotalObjects: COUNTS, ObjectSize: COUNTS },
};

const SYMBOLIC: Members = {
  OriginatingAgency: 'keyword',
  CreationDate: 'date',
  ...all('long', 'ArchiveUnit', 'ObjectGroup', 'BinaryObject'),
  BinaryObjectSize: 'double',
};

const DETAIL: Members = {
  ...all('keyword', 'OriginatingAgency', 'SubmissionAgency', 'ArchivalAgreement', 'ArchivalProfile'),
  ...all('keyword', 'LegalStatus', 'Status', 'Opi', 'Opc', 'OpType', 'OperationIds'),
  ...all('text', 'AcquisitionInformation', 'obIdIn', 'Comment'),
  ...all('date', 'StartDate', 'EndDate', 'LastUpdate'),
  ...{ TotalObjectGroups: COUNTS, TotalUnits: COUNTS, TotalObjects: COUNTS, ObjectSize: COUNTS },
  Events: {
    ...all('keyword', 'Opc', 'OpType'),
    ...all('long', 'Gots', 'Units', 'Objects', 'ObjSize'),
    CreationDate: 'date',
  },
};

/** Members of the records of each register. */
export const REGISTER_FIELDS = { summary: SUMMARY, detail: DETAIL, symbolic: SYMBOLIC } as const;

const MEMBERS: Members = { ...SUMMARY, ...SYMBOLIC, ...DETAIL };

function register(
  table: string,
  columns: readonly string[],
  known: Readonly<Record<string, Field>>,
): Collection {
  return {
    table,
    columns: ['tenant', 'id', 'doc', ...columns],
    field: (name) => {
      const field = own(known, name);
      if (field !== undefined) return field;
      const path = segmentsOf(name);
      if (own(known, path[0] as string) !== undefined) return INVISIBLE;
      if (name === '#version')
        return { source: 'document', column: `${table}.doc`, path: ['_v'], type: 'long', contained: false };
      if (name.startsWith('#')) throw unknownName(name);
      return {
        source: 'document',
        column: `${table}.doc`,
        path,
        type: describedType(MEMBERS, path) ?? 'text',
        contained: false,
      };
    },
    sortsText: () => false,
    present: presentRegister,
  };
}

export const REGISTER_DETAILS = register('accession_register_detail', ['agency', 'opi'], {
  '#id': column('accession_register_detail.id'),
  '#tenant': column('accession_register_detail.tenant', 'long'),
  OriginatingAgency: column('accession_register_detail.agency'),
  Opi: column('accession_register_detail.opi'),
});

export const REGISTER_SUMMARIES = register('accession_register_summary', ['agency'], {
  '#id': column('accession_register_summary.id'),
  '#tenant': column('accession_register_summary.tenant', 'long'),
  OriginatingAgency: column('accession_register_summary.agency'),
});

export const REGISTER_SYMBOLIC = register('accession_register_symbolic', ['agency', 'created_at'], {
  '#id': column('accession_register_symbolic.id'),
  '#tenant': column('accession_register_symbolic.tenant', 'long'),
  OriginatingAgency: column('accession_register_symbolic.agency'),
  CreationDate: column('accession_register_symbolic.created_at', 'date'),
});

/** A record in the names of the compatible API, whichever names its document has. */
function presentRegister(row: Record<string, unknown>): Record<string, unknown> {
  const { _id, _tenant, _v, ...members } = row.doc as Record<string, unknown>;
  return {
    '#id': row.id,
    '#tenant': row.tenant,
    '#version': _v ?? 0,
    OriginatingAgency: row.agency,
    ...members,
  };
}
