import type { Delivery } from '../api/types.ts';
import { outcomeOf, type TransferOutcome } from '../parts/StatusTag.tsx';
import { bytes } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** What has become of a delivery; `cancelled` also says that its package is no more. */
export function deliveryOutcome(delivery: Delivery): TransferOutcome {
  const outcome = outcomeOf(delivery);
  return (outcome === 'OK' || outcome === 'WARNING') && delivery.package === undefined
    ? 'cancelled'
    : outcome;
}

/** Reasons as programs read them, in words for people. */
export function reasonInWords(detail: string | null): string | undefined {
  const text = reasonOf(detail);
  if (text === undefined) return undefined;
  const numbers = [...text.matchAll(/[=[](\d+)/g)].map(([, number]) => Number(number));
  const [first = 0, second = 0] = numbers;
  if (text === 'the DSL query has no result') return TEXTS.deliveries.reasons.nothing;
  if (text.startsWith('export size exceeds'))
    return TEXTS.deliveries.reasons.tooBig(bytes(first), bytes(second));
  if (text.startsWith('Too many units')) return TEXTS.deliveries.reasons.tooMany(second, first);
  return text;
}

function reasonOf(detail: string | null): string | undefined {
  if (detail === null || detail === '') return undefined;
  try {
    const { Reason, error, warning } = JSON.parse(detail);
    const text = Reason ?? error ?? warning;
    return typeof text === 'string' ? text : undefined;
  } catch {
    return detail;
  }
}
