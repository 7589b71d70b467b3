import { saidBy } from './findings.ts';

/** An element of the package of which the reply says something. */
export interface ReplyElement {
  /** Name in the manifest: `U2`. */
  readonly id: string;
  readonly kind: 'unit' | 'file';
  /** Sentence of the journal. */
  readonly message: string;
  readonly said: readonly string[];
}

/** Replies of large transfers name every element; beyond this size they are better read in their own file. */
const MOST_BYTES = 20_000_000;
const MOST_ELEMENTS = 50;

/**
 * What a reply (ArchiveTransferReply) says of the elements that an action refused, or accepted with a warning.
 * @param action key of the journal: `CHECK_DIGEST`
 * @returns undefined when the reply is too large
 */
export async function readReplyElements(
  address: string,
  action: string,
): Promise<{ elements: readonly ReplyElement[]; more: boolean } | undefined> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  const text = await textOfAtMost(answer, MOST_BYTES);
  if (text === undefined) return undefined;
  const reply = new DOMParser().parseFromString(text, 'application/xml');
  const found = new Map<string, ReplyElement>();
  for (const event of reply.querySelectorAll('LogBook > Event')) {
    const type = textOf(event, 'EventTypeCode').replace(/^LFC\./, '');
    if (type !== action && !type.startsWith(`${action}.`)) continue;
    const holder = event.closest('ArchiveUnit, DataObjectGroup');
    const file = textOf(event, 'DataObjectReferenceId');
    const owner = holder?.getAttribute('id') ?? '';
    const id = file === '' ? owner : file;
    // A task follows its action and says more: of a group, the very file.
    if (file !== '') found.delete(owner);
    found.set(id, {
      id,
      kind: holder?.nodeName === 'ArchiveUnit' ? 'unit' : 'file',
      message: textOf(event, 'OutcomeDetailMessage'),
      said: saidBy(textOf(event, 'EventDetailData')),
    });
  }
  const elements = [...found.values()];
  return { elements: elements.slice(0, MOST_ELEMENTS), more: elements.length > MOST_ELEMENTS };
}

/**
 * The text of an answer; what exceeds is neither read nor kept.
 * @param most bytes
 * @returns undefined when the answer is longer
 */
export async function textOfAtMost(answer: Response, most: number): Promise<string | undefined> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > most) {
      await reader?.cancel();
      return undefined;
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

const textOf = (event: Element, name: string) => event.querySelector(`:scope > ${name}`)?.textContent ?? '';
