import type { MadeFile } from './files.ts';

export interface Mail {
  /** `Name <address>`. */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** ISO 8601, UTC. */
  readonly sent: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly body: string;
  readonly attachment?: { readonly name: string; readonly file: MadeFile };
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A message as RFC 5322 and MIME write it. */
export function mailFile(mail: Mail): MadeFile {
  const head = [
    `Return-Path: ${mail.from.replace(/^.*</, '<')}`,
    `Message-ID: <${mail.messageId}>`,
    ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: <${mail.inReplyTo}>`]),
    `Date: ${dateOf(mail.sent)}`,
    `From: ${person(mail.from)}`,
    `To: ${mail.to.map(person).join(',\r\n ')}`,
    `Subject: ${encoded(mail.subject)}`,
    'MIME-Version: 1.0',
  ];
  const text = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64(Buffer.from(mail.body.replaceAll('\n', '\r\n'))),
  ];
  const boundary = `=_${mail.messageId.replace(/\W/g, '')}`;
  const content =
    mail.attachment === undefined
      ? [...head, ...text, '']
      : [
          ...head,
          `Content-Type: multipart/mixed; boundary="${boundary}"`,
          '',
          `--${boundary}`,
          ...text,
          `--${boundary}`,
          `Content-Type: ${mail.attachment.file.mimeType}`,
          'Content-Transfer-Encoding: base64',
          `Content-Disposition: attachment; filename="${mail.attachment.name}"`,
          '',
          base64(mail.attachment.file.content),
          `--${boundary}--`,
          '',
        ];
  return {
    extension: 'eml',
    formatId: 'fmt/278',
    mimeType: 'message/rfc822',
    content: Buffer.from(content.join('\r\n')),
  };
}

/** RFC 5322's date, in UTC. */
function dateOf(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
}

function person(text: string): string {
  const [, name, address] = /^(.*) (<.*>)$/.exec(text) ?? [];
  return name === undefined ? text : `${encoded(name)} ${address}`;
}

/** Encoded words (RFC 2047) where a text is not plain ASCII; each at most 75 characters long. */
function encoded(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > 42) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece]
    .map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join('\r\n ');
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n').replace(/\r\n$/, '');
