/** Words for what the controls say of the place; why and what to do comes with the refusal, from the service. */
export const REFUSALS = {
  /** Sentences of the controls about an element, a file or a reference. */
  said: {
    unknownAgency: (code: string) => `Service producteur inconnu : ${code}`,
    unknownRule: (code: string) => `La règle de gestion ${code} n’existe pas`,
    profileWithoutFile: (code: string) => `Le profil ${code} n’a pas de fichier de contrôle`,
    noUnit: (id: string) => `${id} n’est pas une unité archivistique`,
    severalFiles: (names: string) => `Plusieurs fichiers à la racine du paquet : ${names}`,
    otherFolder: (name: string) => `Un autre dossier que content à la racine du paquet : ${name}`,
  },
  /** Members of what a control says. */
  members: {
    manifestError: 'Déclaré dans le bordereau, absent du paquet',
    contentError: 'Présent dans le paquet, non déclaré',
    ArchiveUnit: 'Unité archivistique',
    DataObjectGroup: 'Groupe d’objets',
    DataObjectGroupId: 'Groupe d’objets',
    BinaryDataObject: 'Fichier',
    BinaryDataObjectId: 'Fichier',
    PhysicalDataObject: 'Objet physique',
  },
};
