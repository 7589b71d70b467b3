import { type Condition, conditionOfMultiple, parseMultipleSelect } from '../../catalogue/index.ts';
import type { Run } from '../../operations/index.ts';
import type { Tx } from '../../platform/index.ts';
import { loadOntology } from '../../referentials/index.ts';
import type { WorkFolder } from '../../storage/index.ts';
import { readJson } from '../../storage/index.ts';
import { contentAsked } from '../content-access.ts';
import type { Eyes } from '../reading.ts';
import { questionCondition, searchFor, searchOf } from '../unit-search.ts';
import type { DeliveryHouse } from './house.ts';
import type { DeliveryParameters, Selection } from './request.ts';

/** The run of a delivery's operation. */
export type DeliveryRun = Run<DeliveryHouse>;

export function parametersOf(run: DeliveryRun): DeliveryParameters {
  return run.parameters as unknown as DeliveryParameters;
}

export function folderOf(run: DeliveryRun): WorkFolder {
  return run.house.workspace.folder(run.tenant, run.id);
}

/** The eyes of whoever asked, as they were when asking. */
export function eyesOf(run: DeliveryRun): Promise<Eyes> {
  return run.once('eyes', async () => {
    const { rights, today } = parametersOf(run);
    return { tenant: run.tenant, rights, today, vocabulary: await loadOntology(run.house.database) };
  });
}

/** Undefined: nothing is selected. @throws QueryRefused */
export async function selected(tx: Tx, eyes: Eyes, selection: Selection): Promise<Condition | undefined> {
  if (selection.kind === 'filters')
    return questionCondition(await searchFor(tx, eyes, selection.filters), selection.filters);
  const parsed = parseMultipleSelect(selection.query);
  const content = await contentAsked(tx, eyes, parsed.queries);
  return conditionOfMultiple(tx, { ...searchOf(eyes), ...content }, parsed);
}

/** Units or groups read at once. */
export const CHUNK = 1_000;

export const FILES = {
  manifest: 'manifest.xml',
  contents: 'contents.json',
  objects: (chunk: number) => `objects.${String(chunk).padStart(6, '0')}.jsonl`,
  places: (chunk: number) => `places.${String(chunk).padStart(6, '0')}.jsonl`,
} as const;

/** What CREATE_MANIFEST leaves to the steps after it. */
export interface Contents {
  /** Of the manifest, milliseconds: entries of the package carry it. */
  readonly at: number;
  readonly units: number;
  readonly groups: number;
  /** Chunks of the list of files. */
  readonly chunks: number;
}

export function contentsOf(run: DeliveryRun): Promise<Contents> {
  return run.once('contents', () => readJson<Contents>(folderOf(run), FILES.contents));
}

/** A file of the package. */
export interface DeliveredFile {
  /** Identifier of the object. */
  readonly id: string;
  /** Its name in the package. */
  readonly entry: string;
  /** `BinaryMaster_1` */
  readonly version: string;
}

/** A file with the place where its bytes lie. */
export interface PlacedFile extends DeliveredFile {
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
  /** SHA-512, hexadecimal. */
  readonly digest: string;
}
