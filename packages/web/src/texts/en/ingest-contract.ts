import type { INGEST_CONTRACT as FRENCH } from '../fr/ingest-contract.ts';
import { count } from './forms.ts';

/** Texts of what an ingest contract has served for. */
export const INGEST_CONTRACT = {
  title: 'Activity',
  unused: 'No transfer has named this contract yet.',
  transfers: (total: number, refused: number) =>
    `${count(total, 'transfer')}, of which ${refused === 0 ? 'none' : refused} refused.`,
  dryRuns: (total: number) => `${count(total, 'dry run')}.`,
  last: (date: string) => `Last used: ${date}`,
  notCounted: 'A transfer refused for its header is not counted: its journal does not tell its contract.',
  hindered: {
    'archival-profiles': (id: string, isKnown: boolean) =>
      `Archival profile ${id} ${isKnown ? 'is inactive' : 'is there no more'}: transfers that follow it are refused.`,
    'management-contracts': (id: string, isKnown: boolean) =>
      `Management contract ${id} ${isKnown ? 'is inactive' : 'is there no more'}: transfers are refused.`,
  },
  test: 'Test this contract',
} satisfies typeof FRENCH;
