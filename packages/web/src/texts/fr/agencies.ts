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
  merge: {
    open: 'Fusionner dans un autre service…',
    title: (name: string) => `Fusionner « ${name} » dans un autre service`,
    into: {
      name: 'Service qui le remplace',
      help: 'Tapez un identifiant ou un nom du référentiel.',
    },
    day: {
      name: 'Dernier jour du service absorbé',
      help: 'C’est sa fin d’existence, au sens d’EAC-CPF : il existe encore ce jour-là.',
    },
    preview: 'Ce que la fusion change, et ce qu’elle laisse',
    ends: (absorbed: string, day: string, absorbing: string) =>
      `« ${absorbed} » cesse d’exister après le ${day} et dit être remplacé par « ${absorbing} ».`,
    takesOver: (absorbing: string, absorbed: string) =>
      `« ${absorbing} » dit avoir remplacé « ${absorbed} ».`,
    archivesStay: 'Les archives restent sous leur service producteur d’origine.',
    contractsStay: (absorbed: string) =>
      `Les contrats ne changent pas : revoyez un à un ceux qui nomment encore « ${absorbed} ».`,
    overtaken:
      'L’une des deux fiches vient d’être modifiée par quelqu’un d’autre : rien n’est changé. Relisez l’aperçu, puis confirmez de nouveau.',
    failed: 'La fusion n’est pas faite',
    confirm: 'Fusionner',
    done: 'La fusion est faite. Ce service est désormais remplacé par',
    operation: 'Voir l’opération',
  },
  existed: (from: string | undefined, to: string | undefined) => {
    if (from === undefined) return `(jusqu’au ${to})`;
    return to === undefined ? `(depuis le ${from})` : `(du ${from} au ${to})`;
  },
};
