import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { ArchiveError, Count, counted, orNull, Text, type Told } from '../platform/index.ts';
import {
  ChangedRecord,
  type CheckedContent,
  Consequence,
  CsvFault,
  DocumentRefused,
  FileRefused,
  type Finding,
  LineErrors,
} from '../referentials/index.ts';

/** What a file would make of a referential, as its import page shows it before anything is changed. */

export const Refusal = Type.Object(
  {
    code: Text,
    field: orNull(Text, 'Its name, with the names and places that lead to it (`Permissions.0.tenant`).'),
    record: orNull(Text, 'Identifier of the record, where several are controlled.'),
    values: Type.Array(Text),
    line: Type.Optional(Type.Integer({ description: 'Line of the table, where the file is one.' })),
    text: Type.String({ description: 'As the journal has it.' }),
  },
  {
    title: 'Refusal',
    description: 'A refusal as a form shows it, beside the field, or a list by its records.',
  },
);
export type Refusal = Told<typeof Refusal>;

export const refusalOf = ({ reason, line, suffix, field, record, at, values, text }: Finding): Refusal => ({
  code: reason ?? line ?? suffix ?? 'REFUSED',
  field: field ?? null,
  record: record ?? null,
  ...(at === undefined ? {} : { line: at }),
  values: values ?? [],
  text,
});

/** Carries a change out; a refusal of the controls is answered with the fields that it is about. */
export async function refusalsTold<Done>(
  reply: FastifyReply,
  change: () => Promise<Done>,
): Promise<Done | FastifyReply> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    return reply.code(error.status).send({ ...error.toEnvelope(), refusals: error.findings.map(refusalOf) });
  }
}

const ShownChanges = Type.Object(
  {
    total: counted('Of all of them; those that are shown may be fewer.'),
    records: Type.Array(ChangedRecord),
  },
  { title: 'ChangedRecords' },
);
type ShownChanges = Told<typeof ShownChanges>;

/** Records in three lists, each with the number of all of them. */
const ShownPreview = Type.Object(
  {
    ...{ added: ShownChanges, changed: ShownChanges, removed: ShownChanges, unchanged: Count },
    consequences: Type.Array(Consequence),
    state: Type.String({
      description:
        'The referential that was compared: an import that names it is refused when it has changed since.',
    }),
  },
  { title: 'Preview', description: 'What a file would make of a referential.' },
);
type ShownPreview = Told<typeof ShownPreview>;

export const Checked = Type.Object(
  {
    fault: Type.Optional(
      Type.Object(
        { kind: Text, words: Text, columns: Type.Array(Text) },
        { description: 'Why the file as a whole is refused.' },
      ),
    ),
    errors: LineErrors,
    refusals: Type.Array(Refusal, { description: 'Why an import would be refused, by record.' }),
    preview: Type.Optional(ShownPreview),
  },
  { title: 'CheckedFile', description: 'A file as a check sees it, nothing changed.' },
);
export type Checked = Told<typeof Checked>;

/** Most records of a list that are sent; a person who has more to see has the file. */
const MOST_SHOWN = 2_000;

/** @throws whatever is not about the file */
export async function checkedFile(check: Promise<CheckedContent>): Promise<Checked> {
  try {
    const { errors, findings, preview } = await check;
    const refusals = findings.slice(0, MOST_SHOWN).map(refusalOf);
    return { errors, refusals, ...(preview === undefined ? {} : { preview: shown(preview) }) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return { errors: {}, refusals: [], fault };
  }
}

const shown = (preview: NonNullable<CheckedContent['preview']>): ShownPreview => ({
  ...preview,
  added: listed(preview.added),
  changed: listed(preview.changed),
  removed: listed(preview.removed),
});

const listed = (records: readonly ChangedRecord[]): ShownChanges => ({
  total: records.length,
  records: records.slice(0, MOST_SHOWN),
});

function faultOf(error: unknown): Checked['fault'] {
  if (error instanceof CsvFault) return { kind: error.kind, words: error.message, columns: error.columns };
  if (error instanceof FileRefused)
    return { kind: error.refusal, words: error.description, columns: error.columns };
  if (error instanceof ArchiveError && error.status < 500)
    return { kind: 'REFUSED', words: error.description, columns: [] };
  return undefined;
}
