import { count, number } from './forms.ts';

/** Texts of what an ingest contract has served for. */
export const INGEST_CONTRACT = {
  title: 'Activité',
  unused: 'Aucun versement n’a encore nommé ce contrat.',
  transfers: (total: number, refused: number) =>
    `${count(total, 'versement')}, dont ${refused === 0 ? 'aucun refusé' : count(refused, 'refusé')}.`,
  dryRuns: (total: number) => `${number(total)} ${total > 1 ? 'essais' : 'essai'} à blanc.`,
  last: (date: string) => `Dernier usage : ${date}`,
  notCounted:
    'Un versement refusé dès son en-tête ne compte pas : son journal ne dit pas de quel contrat il était.',
  hindered: {
    'archival-profiles': (id: string, isKnown: boolean) =>
      `Le profil d’archivage ${id} ${isKnown ? 'est inactif' : 'n’existe plus'} : les versements qui le suivent sont refusés.`,
    'management-contracts': (id: string, isKnown: boolean) =>
      `Le contrat de gestion ${id} ${isKnown ? 'est inactif' : 'n’existe plus'} : les versements sont refusés.`,
  },
  test: 'Tester ce contrat',
};
