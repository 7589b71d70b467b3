import type { Advices } from '../../ingest/index.ts';
import type { Status } from '../../logbook/index.ts';
import { advised, type TransferEvent } from '../transfer-steps.ts';
import { ENGLISH } from './advice.en.ts';
import { FRENCH } from './advice.fr.ts';

/** Workflows of entries, whose controls the ingest room explains. */
const ENTRIES = ['INGEST', 'INGEST_TEST', 'HOLDINGSCHEME', 'FILINGSCHEME'];
const ADVISED: readonly Status[] = ['WARNING', 'KO', 'FATAL'];

/** Words that no code stands for. */
const WHOLE: readonly string[] = ['technical', 'cancelled', 'other'];

type Key = keyof typeof FRENCH;
const isKnown = (key: string): key is Key => Object.hasOwn(FRENCH, key);
const ofKey = (key: Key): Advices => ({ fr: FRENCH[key], en: ENGLISH[key] });

/** The key whose words explain an outcome; undefined when none does. @param code `outDetail`: `CHECK_RULES.INVALID_CSV.KO` */
export function adviceKeyOf(code: string): Key | undefined {
  const segments = code.split('.');
  const status = segments.pop();
  if (status === 'FATAL') return 'technical';
  const [action = '', ...rest] = segments;
  const keys = [code, `${action}.${status}`, segments.join('.'), rest.at(-1) ?? '', action];
  return keys.find((key): key is Key => isKnown(key) && !WHOLE.includes(key));
}

/** What is wrong with each event of an operation, and what to do, where there are words for it. */
export function advisedOn({
  category,
  type,
}: {
  readonly category: string;
  readonly type: string;
}): (event: TransferEvent) => TransferEvent {
  if (!ENTRIES.includes(category)) return advisedByTable;
  // The last event of an entry is no control: it repeats what they said, or that somebody ended it.
  return (event) => (event.key === type ? event : advised(event));
}

function advisedByTable(event: TransferEvent): TransferEvent {
  const key = ADVISED.includes(event.outcome) ? adviceKeyOf(event.code) : undefined;
  return {
    ...event,
    tasks: event.tasks.map(advisedByTable),
    ...(key === undefined ? {} : { advice: ofKey(key) }),
  };
}

const isAdvised = ({ advice, tasks }: TransferEvent): boolean =>
  advice !== undefined || tasks.some(isAdvised);
const isFault = ({ outcome, tasks }: TransferEvent): boolean =>
  outcome === 'KO' || outcome === 'FATAL' || tasks.some(isFault);

/**
 * Of an operation that went wrong, when none of its events is explained.
 * @param isRun by the engine, which ends it KO without a fault when somebody cancels it
 */
export function adviceOnWhole(
  { type, outcome }: { readonly type: string; readonly outcome: Status },
  events: readonly TransferEvent[],
  isRun: boolean,
): { readonly advice?: Advices } {
  if (!ADVISED.includes(outcome)) return {};
  if (outcome === 'KO' && isRun && !events.some((event) => event.key !== type && isFault(event)))
    return { advice: ofKey('cancelled') };
  if (events.some(isAdvised)) return {};
  return { advice: ofKey(outcome === 'FATAL' ? 'technical' : 'other') };
}
