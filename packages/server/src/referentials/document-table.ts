import { Readable } from 'node:stream';
import { readCsv } from './csv.ts';
import { DocumentRefused } from './document-refused.ts';
import type { Finding } from './kinds/document-kind.ts';
import type { FieldShape, Shape } from './kinds/shape.ts';
import { receiveFile } from './received-file.ts';
import { receiveJson } from './referential-files.routes.ts';
import type { Document } from './store.ts';

/**
 * Contracts as a spreadsheet writes them (spec frontoffice.md B.18, B.19): one a line, the values of a
 * list separated by a bar. What the cells cannot be is told by line.
 */

/** Columns by kind, in the order of the template; a star marks those that may not be empty. */
export const ACCESS_CONTRACT_TABLE = [
  ...['Identifier', 'Name*', 'Description', 'Status', 'WritingPermission', 'EveryOriginatingAgency'],
  ...['OriginatingAgencies', 'EveryDataObjectVersion', 'DataObjectVersion', 'RootUnits'],
  ...['ExcludedRootUnits', 'AccessLog', 'RuleCategoryToFilter', 'WritingRestrictedDesc'],
  ...['RuleCategoryToFilterForTheOtherOriginatingAgencies', 'DoNotFilterFilingSchemes'],
] as const;
export const INGEST_CONTRACT_TABLE = [
  ...['Identifier', 'Name*', 'Description', 'Status', 'ArchiveProfiles', 'CheckParentLink'],
  ...['CheckParentId', 'LinkParentId', 'FormatUnidentifiedAuthorized', 'EveryFormatType', 'FormatType'],
  ...['ManagementContractId', 'ComputedInheritedRulesAtIngest', 'MasterMandatory'],
  ...['EveryDataObjectVersion', 'DataObjectVersion', 'SignedDocument', 'SigningRole'],
] as const;

export type DocumentTable = readonly string[];

/** Largest file, bytes. */
const MOST_BYTES = 16_000_000;

/** Documents of a file, each with the line where it stands; undefined: the file is JSON. */
export interface ReceivedDocuments {
  readonly body: unknown;
  readonly lines: readonly number[] | undefined;
  /** What is wrong with cells, by line. */
  readonly findings: readonly Finding[];
}

/**
 * The documents of a file that is sent: JSON, or a table where the kind has one.
 * @throws CsvFault: the table cannot be read; ArchiveError adminPrecondition, adminBadRequest
 */
export async function receiveDocuments(
  source: AsyncIterable<Uint8Array>,
  fields: Shape,
  table?: DocumentTable,
): Promise<ReceivedDocuments> {
  const bytes = await receiveFile(source, MOST_BYTES);
  if (table !== undefined && !isJson(bytes)) return readTable(bytes, fields, table);
  return { body: await receiveJson(Readable.from([bytes])), lines: undefined, findings: [] };
}

/** @throws DocumentRefused when cells are wrong */
export function goodDocuments({ body, findings }: ReceivedDocuments): unknown {
  if (findings.length === 0) return body;
  const text = findings.map(({ at, text: each }) => `line ${at}: ${each}`).join(', ');
  throw new DocumentRefused('adminBadRequest', text, findings);
}

/** JSON begins with a bracket, after blanks and a mark of encoding. */
const isJson = (bytes: Buffer) => /^[\s\uFEFF]*[[{]/.test(bytes.subarray(0, 1_000).toString('utf8'));

async function readTable(bytes: Uint8Array, fields: Shape, table: DocumentTable): Promise<ReceivedDocuments> {
  const lines = await readCsv(bytes, table, 'of a spreadsheet');
  const findings: Finding[] = [];
  const documents = lines.map(({ number, values }) => {
    const document: Document = {};
    for (const column of table) {
      const cell = values[column] ?? '';
      if (cell === '') continue;
      for (const [path, text] of membersOf(column, cell)) {
        const value = readCell(text, path, fields);
        if ('value' in value) place(document, path, value.value);
        else findings.push({ ...value, field: column, values: [text], at: number });
      }
    }
    return document;
  });
  return { body: documents, lines: lines.map(({ number }) => number), findings };
}

const SIGNING_ROLES: Readonly<Record<string, string>> = {
  Signature: 'DeclaredSignature',
  Timestamp: 'DeclaredTimestamp',
  AdditionalProof: 'DeclaredAdditionalProof',
};

/** The members of a document that a cell is about, by their paths. */
function membersOf(column: string, cell: string): readonly (readonly [path: string, text: string])[] {
  const name = column.replace('*', '');
  if (name === 'SignedDocument') return [['SignaturePolicy.SignedDocument', cell]];
  if (name === 'SigningRole')
    return listOf(cell).map((role) => [`SignaturePolicy.${SIGNING_ROLES[role] ?? role}`, 'true']);
  // The column has a letter more than the member (spec frontoffice.md B.19).
  return [[name === 'ComputedInheritedRulesAtIngest' ? 'ComputeInheritedRulesAtIngest' : name, cell]];
}

const listOf = (cell: string) =>
  cell
    .split('|')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const YES = /^(true|oui|vrai|1)$/i;
const NO = /^(false|non|faux|0)$/i;

type Value = { readonly value: unknown } | Pick<Finding, 'reason' | 'text'>;

function readCell(text: string, path: string, fields: Shape): Value {
  const shape = shapeOf(path, fields);
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (shape === undefined) return { reason: 'UNKNOWN_VALUE', text: `${name} is unknown` };
  if (shape.type === 'boolean') {
    if (YES.test(text) || NO.test(text)) return { value: YES.test(text) };
    return { reason: 'NOT_YES_OR_NO', text: `${name} must be true or false` };
  }
  const values = shape.many ? listOf(text) : [text];
  const unknown = values.find((each) => shape.values?.includes(each) === false);
  if (unknown !== undefined)
    return { reason: 'UNKNOWN_VALUE', text: `${name} must be one of ${shape.values?.join(', ')}` };
  return { value: shape.many ? values : text };
}

function shapeOf(path: string, fields: Shape): FieldShape | undefined {
  const [name = '', ...rest] = path.split('.');
  const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return rest.length === 0 || shape?.members === undefined ? shape : shapeOf(rest.join('.'), shape.members);
}

function place(document: Document, path: string, value: unknown): void {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) document[name] = value;
  else {
    document[name] ??= {};
    place(document[name] as Document, rest.join('.'), value);
  }
}
