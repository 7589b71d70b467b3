import { count } from './forms.ts';

/** Texts of the services as they stand to each other. */
export const AGENCIES = {
  exportNotices: 'Exporter en EAC-CPF',
  takeNotice: 'Télécharger la notice (EAC-CPF)',
  replaces:
    'Un fichier CSV remplace tout le référentiel : ce qui n’y est pas sera supprimé, sauf ce qui sert encore, qui fait refuser le fichier. Une notice EAC-CPF (.xml), ou un ZIP de notices, ajoute et modifie : rien n’est supprimé.',
  family: 'Place et succession',
  superiors: 'Placé sous',
  cut: 'D’autres niveaux, plus haut encore, ne sont pas montrés.',
  cycle: 'Un service est placé sous lui-même : corrigez les services supérieurs de l’un d’eux.',
  subordinates: (total: number) => count(total, 'service placé dessous', 'services placés dessous'),
  listBeneath: 'Voir tout ce qui est dessous dans la liste',
  earlier: 'A remplacé',
  later: 'A été remplacé par',
  associated: 'Associé à',
  unknown: '(absent du référentiel)',
  existed: (from: string | undefined, to: string | undefined) => {
    if (from === undefined) return `(jusqu’au ${to})`;
    return to === undefined ? `(depuis le ${from})` : `(du ${from} au ${to})`;
  },
};
