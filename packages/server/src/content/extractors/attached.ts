import type { Kind } from '../formats.ts';

export const MOST_ATTACHMENTS = 100;

const KINDS: Readonly<Record<string, Kind>> = {
  'application/pdf': 'pdf',
  'application/vnd.oasis.opendocument.text': 'open-document',
  'application/vnd.oasis.opendocument.spreadsheet': 'open-document',
  'application/vnd.oasis.opendocument.presentation': 'open-document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'office',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'office',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'office',
  'application/msword': 'word-binary',
  'application/vnd.ms-excel': 'excel-binary',
  'application/vnd.ms-powerpoint': 'powerpoint-binary',
  'application/rtf': 'rich-text',
  'text/rtf': 'rich-text',
  'text/html': 'html',
  'text/plain': 'text',
  'text/csv': 'text',
};

/** Of what is attached to a message nothing is known but the type that the message says. */
export function attachedKind(mimeType: string): Kind | undefined {
  return KINDS[mimeType.toLowerCase()];
}
