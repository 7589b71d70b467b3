import PostalMime, { type Address } from 'postal-mime';

export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  /** As it is written in the message when it is no date. */
  readonly date: string;
  /** Undefined: the message has HTML alone. */
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly attachments: readonly { readonly name: string | null; readonly size: number }[];
}

const MOST_CHARACTERS = 200_000;

/** A message of RFC 5322, or as much of it as is there. @throws Error when nothing of it can be read */
export async function readMail(content: Uint8Array): Promise<Mail> {
  const { from, to, cc, subject, date, text, html, attachments } = await PostalMime.parse(content, {
    maxNestingDepth: 20,
  });
  const isText = text !== undefined && text.trim() !== '';
  return {
    from: namesOf(from && [from]),
    to: namesOf(to),
    cc: namesOf(cc),
    subject: subject ?? '',
    date: date ?? '',
    text: isText ? text.slice(0, MOST_CHARACTERS) : undefined,
    html: html?.slice(0, MOST_CHARACTERS),
    attachments: attachments.map(({ filename, content: body }) => ({
      name: filename,
      size: typeof body === 'string' ? body.length : body.byteLength,
    })),
  };
}

function namesOf(addresses: readonly Address[] | undefined): string {
  return (addresses ?? [])
    .map(({ name, address }) => (name && address ? `${name} <${address}>` : (address ?? name)))
    .join(', ');
}

/**
 * The text of a page of HTML, its entities as they are, without any element: even a parser that runs nothing looks at
 * the handlers of elements. The patterns never look past the next `<`, so that none takes longer than the page is long.
 */
export function wordsOfPage(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<(script|style|template|head)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(/<(br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replaceAll('<', '&lt;');
}
