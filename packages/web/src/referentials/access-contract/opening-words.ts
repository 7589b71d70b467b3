import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import type { Openings } from './openings.ts';

/** What a contract opens, in sentences. */
export function openingWords(openings: Openings): string[] {
  const { agencies, past, pastOfOthers, roots, excluded, schemes, writes, usages, isLogged } = openings;
  const { says } = TEXTS.accessContract;
  return [
    ...(openings.isActive ? [] : [says.inactive]),
    agencies === undefined ? says.everyAgency : agenciesWords(agencies, pastOfOthers),
    ...(past.length > 0 ? [says.past(named(past))] : []),
    ...(roots + excluded > 0 ? [says.positions(roots, excluded)] : []),
    ...(schemes === 'all' ? [says.everyScheme] : []),
    ...(schemes === 'whatever the rules' ? [says.schemesWhateverRules] : []),
    says.writes[writes],
    usages === undefined ? says.everyUsage : says.usages(named(usages)),
    ...(isLogged ? [says.logged] : []),
  ];
}

function agenciesWords(agencies: readonly string[], pastOfOthers: readonly string[]): string {
  const { says } = TEXTS.accessContract;
  if (pastOfOthers.length === 0) return agencies.length === 0 ? says.noAgency : says.agencies(agencies);
  return agencies.length === 0 ? says.others(named(pastOfOthers)) : says.both(agencies, named(pastOfOthers));
}

/** Values in their words, within a sentence. */
const named = (values: readonly string[]) =>
  values.map((value) => {
    const words = wordFor(TEXTS.referentials.words, value);
    return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  });
