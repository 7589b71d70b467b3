import type { ChosenUnits } from '../../access/index.ts';
import type { Run } from '../../operations/index.ts';
import { readJson, type WorkFolder } from '../../storage/index.ts';
import type { ProofHouse } from '../house.ts';
import { GROUPS, type LifeCycles, UNITS } from '../life-cycles/kinds.ts';
import type { OnOffer } from '../life-cycles/stored-documents.ts';

/** The run of an audit of coherence, or of the correction after one. */
export type EvidenceRun = Run<ProofHouse>;

export interface EvidenceParameters {
  /** Units that are audited, with their groups and objects. */
  readonly chosen: ChosenUnits;
}

export interface CorrectionParameters {
  /** Operation of the audit whose findings are corrected. */
  readonly audit: string;
}

export const folderOf = (run: EvidenceRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

const digits = (number: number) => String(number).padStart(6, '0');
const numbered = (name: string, extension: string) => (chunk: number) =>
  `${name}.${digits(chunk)}.${extension}`;
const parts =
  (name: string, extension = 'jsonl') =>
  ({ journal, part }: Part) =>
    `${name}.${digits(journal)}.${digits(part)}.${extension}`;

export const FILES = {
  list: 'list.json',
  /** Elements to audit, in chunks. */
  listed: numbered('listed', 'jsonl'),
  /** Of a chunk: what the database says, and what nothing more is to be found out about. */
  asked: numbered('asked', 'jsonl'),
  told: numbered('told', 'jsonl'),
  toldCounts: numbered('told', 'json'),
  /** The secured journals that are opened, and in how many parts their elements lie. */
  journals: 'journals.json',
  wanted: parts('wanted'),
  secured: parts('secured'),
  /** What was found of a part: those that are not as they should be, and counters. */
  found: parts('found'),
  foundCounts: parts('found', 'json'),
  /** What was corrected of a part. */
  corrected: parts('corrected'),
  counts: 'counts.json',
} as const;

export type Kind = 'UNIT' | 'OBJECTGROUP';
export const LIFE_CYCLES: Readonly<Record<Kind, LifeCycles>> = { UNIT: UNITS, OBJECTGROUP: GROUPS };

export interface Listed {
  readonly kind: Kind;
  readonly id: string;
}

/** An element as the database says it, and the journal that must hold the proof of it. */
export interface Asked extends Listed {
  readonly journal: string;
  /** The operation that has written its document. */
  readonly operation: string;
  readonly strategy: string;
  /** SHA-512 of its document as the database says it must be, hexadecimal. */
  readonly digest: string;
  /** Of its life cycle. */
  readonly version: number;
  /** Base64. */
  readonly hLFC: string;
  readonly hMetadata: string;
  /** Of its objects. */
  readonly bytes: number;
}

/** What the secured journal says of an element, and what the offers have of its document. */
export interface SecuredElement {
  readonly id: string;
  /** Undefined: the journal has no line of it. */
  readonly line?: SecuredLine;
  /** Offers whose document is not the secured one. */
  readonly others: readonly OnOffer[];
}

export interface SecuredLine {
  readonly version: number;
  readonly hLFC: string;
  readonly hMetadata: string;
  /** Of its document, hexadecimal. */
  readonly digest: string;
  readonly objects: readonly { readonly id: string; readonly strategy: string; readonly digest: string }[];
}

/** Elements of one journal that are looked at together. */
export interface Part {
  /** Its place in the list of journals. */
  readonly journal: number;
  readonly part: number;
}

export interface JournalToOpen {
  readonly kind: Kind;
  readonly operation: string;
  readonly parts: number;
}

export const chunksOf = async (run: EvidenceRun): Promise<number> =>
  (await run.once('list', () => readJson<{ chunks: number }>(folderOf(run), FILES.list))).chunks;

export const journalsOf = (run: EvidenceRun): Promise<readonly JournalToOpen[]> =>
  run.once('journals', () => readJson<JournalToOpen[]>(folderOf(run), FILES.journals));

/** In the order of the journals. */
export const partsOf = (run: EvidenceRun): Promise<readonly Part[]> =>
  run.once('parts', async () =>
    (await journalsOf(run)).flatMap(({ parts }, journal) =>
      Array.from({ length: parts }, (_, part) => ({ journal, part })),
    ),
  );
