import type { ReactNode } from 'react';
import type { Members } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { archivalDate } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { HEAD_NAMES, keywordType, levelOf, METADATA_GROUPS, nameOf } from './metadata-groups.ts';

/** The description of a unit under readable names, in readable groups. */
export function Metadata({
  content,
  agencies,
}: {
  readonly content: Members;
  readonly agencies: Readonly<Record<string, string>>;
}) {
  const grouped = new Set([...HEAD_NAMES, ...METADATA_GROUPS.flatMap(({ names }) => names)]);
  const others = Object.keys(content).filter((name) => !grouped.has(name));
  const titles = TEXTS.metadata.groups;
  const groups = [
    ...METADATA_GROUPS.map(({ title, names }) => ({ title: titles[title], names })),
    { title: TEXTS.unit.otherMetadata, names: others },
  ]
    .map(({ title, names }) => ({ title, names: names.filter((name) => content[name] !== undefined) }))
    .filter(({ names }) => names.length > 0);
  if (groups.length === 0) return <p className="quiet">{TEXTS.unit.noDescription}</p>;
  return groups.map(({ title, names }) => (
    <div key={title} className="metadata-group">
      <h3>{title}</h3>
      <Facts facts={names.map((name) => [nameOf(name), show(name, content[name], agencies)])} />
    </div>
  ));
}

function show(name: string, value: unknown, agencies: Readonly<Record<string, string>>): ReactNode {
  if (name === 'Keyword' && Array.isArray(value)) return <Keywords keywords={value} />;
  if (name === 'Tag' && Array.isArray(value)) return <Tags words={value.map(String)} />;
  if (name === 'Language' || name === 'DescriptionLanguage') return [value].flat().map(language).join(', ');
  if (name === 'DescriptionLevel') return levelOf(String(value));
  if (name === 'OriginatingAgency' || name === 'SubmissionAgency') {
    const { Identifier } = value as { Identifier?: string };
    if (Identifier !== undefined) return agencies[Identifier] ?? Identifier;
  }
  return <Value name={name} value={value} />;
}

/** Members that only hold what their parent names. */
const SAYING_NOTHING = new Set(['CustodialHistoryItem']);
const DATE = /^\d{4}-\d{2}(-\d{2})?(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/;

/** A value of any shape: text, list, or members of its own. */
function Value({ name, value }: { readonly name: string; readonly value: unknown }): ReactNode {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? TEXTS.unit.yes : TEXTS.unit.no;
  if (Array.isArray(value)) {
    if (value.length === 1) return <Value name={name} value={value[0]} />;
    return (
      <ul>
        {value.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: values have no other name than their place
          <li key={at}>
            <Value name={name} value={each} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'object') {
    const person = personOf(value as Readonly<Record<string, unknown>>);
    if (person !== undefined) return person;
    const members = Object.entries(value);
    const [only] = members;
    if (members.length === 1 && only !== undefined && SAYING_NOTHING.has(only[0]))
      return <Value name={name} value={only[1]} />;
    return (
      <div className="nested">
        <Facts facts={members.map(([member, each]) => [memberName(name, member), show(member, each, {})])} />
      </div>
    );
  }
  const text = String(value);
  return DATE.test(text) && /date|time/i.test(name) ? archivalDate(text) : text.replace(/\s*\n\s*/g, ' ');
}

/** Members of a text by language are languages. */
const memberName = (name: string, member: string) => (name.endsWith('_') ? language(member) : nameOf(member));

const language = (code: unknown) => TEXTS.forms.languageName(String(code));

const NAME_PARTS = ['FirstName', 'GivenName', 'BirthName'];

/** Somebody of whom the name alone is told, as one says it; undefined when there is more to tell. */
function personOf(members: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(members);
  const isNamed = names.length > 0 && names.every((name) => NAME_PARTS.includes(name));
  return isNamed
    ? NAME_PARTS.flatMap((name) => members[name] ?? [])
        .map(String)
        .join(' ')
    : undefined;
}

interface KeywordShape {
  readonly KeywordContent?: string;
  readonly KeywordType?: string;
}

function Keywords({ keywords }: { readonly keywords: readonly KeywordShape[] }) {
  const words = keywords.map(({ KeywordContent = '', KeywordType }) =>
    KeywordType === undefined ? KeywordContent : `${KeywordContent} (${keywordType(KeywordType)})`,
  );
  return <Tags words={words} />;
}

function Tags({ words }: { readonly words: readonly string[] }) {
  return (
    <ul className="tags">
      {[...new Set(words)].map((word) => (
        <li key={word} className="tag">
          {word}
        </li>
      ))}
    </ul>
  );
}
