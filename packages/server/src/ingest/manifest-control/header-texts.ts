import type { TransferHeader } from '@perenne/seda';

/** Comments of a manifest, whatever their language. */
export function commentTexts({ comments }: Pick<TransferHeader, 'comments'>): string[] {
  return comments.map(({ text }) => text);
}

/**
 * EvDetailReq and its languages (spec ingest.md 8.4.5): French, or what has no language, or the first;
 * comments of one language are joined.
 */
export function commentMembers({ comments }: Pick<TransferHeader, 'comments'>): Record<string, string> {
  const byLanguage = new Map<string, string[]>();
  for (const { lang = '', text } of comments) byLanguage.set(lang, [...(byLanguage.get(lang) ?? []), text]);
  const members: Record<string, string> = {};
  const plain = byLanguage.get('fr') ?? byLanguage.get('') ?? [...byLanguage.values()][0];
  if (plain) members.EvDetailReq = plain.join('_');
  for (const [lang, texts] of byLanguage) if (lang !== '') members[`EvDetailReq_${lang}`] = texts.join('_');
  return members;
}
