import { count, number } from './forms.ts';

/** Texts of what a file would change, of what depends on a record, and of its removal. */
export const IMPORT_PREVIEW = {
  title: 'Ce que ce fichier changerait',
  same: 'Ce fichier ne change rien : le référentiel est déjà ainsi.',
  counts: {
    added: (total: number) => count(total, 'ajout'),
    changed: (total: number) => count(total, 'modification'),
    removed: (total: number) => count(total, 'suppression'),
    unchanged: (total: number) => `${number(total)} sans changement`,
  },
  parts: {
    added: (total: number) => `Ajoutés : ${number(total)}`,
    changed: (total: number) => `Modifiés : ${number(total)}`,
    removed: (total: number) => `Supprimés : ${number(total)}`,
  },
  pages: {
    added: 'Pages des ajouts',
    changed: 'Pages des modifications',
    removed: 'Pages des suppressions',
  },
  columns: { identifier: 'Identifiant', name: 'Nom', changes: 'Changement' },
  first: (shown: number) => `Les ${number(shown)} premiers seulement sont montrés.`,
  giveUp: 'Renoncer à ce fichier',
  current: 'Télécharger le référentiel actuel, prêt à être complété',
  overtaken:
    'Le référentiel a changé depuis cet aperçu : rien n’est importé. Comparez de nouveau le fichier avant de l’importer.',
  compareAgain: 'Comparer de nouveau',
  refusals: {
    title: 'Ce fichier serait refusé',
    lead: 'Rien n’est changé. Corrigez le fichier, puis choisissez-le de nouveau.',
  },
  consequences: {
    title: 'Conséquences',
    withUnits: (value: string, units: number) => `${value} (${count(units, 'unité')})`,
    of: {
      END_DATES: (values: string, records: number) =>
        `${count(records, 'règle')} en usage ${records > 1 ? 'changent' : 'change'} de durée, les échéances des unités seront recalculées : ${values}`,
      USED_BY_UNITS: (values: string, _records: number) =>
        `Règles en usage dont l’intitulé ou la description change : ${values}`,
      USED_BY_CONTRACTS: (values: string, _records: number) =>
        `Services modifiés que des contrats d’accès nomment : ${values}`,
      USED_BY_ARCHIVES: (values: string, _records: number) =>
        `Services modifiés qui ont des archives : ${values}`,
      USED_BY_SCENARIOS: (values: string, _records: number) =>
        `Griffons modifiés que des scénarios emploient : ${values}`,
      NOT_KEPT: (values: string, _records: number) =>
        `Éléments des notices que le référentiel ne garde pas : ${values}`,
      SAME_VERSION: (values: string, _records: number) =>
        `Cette version de PRONOM est déjà en place : ${values}`,
      OLDER_VERSION: (values: string, _records: number) =>
        `Version de PRONOM plus ancienne que celle en place : ${values}`,
      SAME_DATE: (values: string, _records: number) => `Même date que le fichier en place : ${values}`,
      OLDER_DATE: (values: string, _records: number) => `Fichier plus ancien que celui en place : ${values}`,
    },
  },
  uses: {
    title: 'En usage',
    by: {
      unit: (total: number) => `${count(total, 'unité archivistique', 'unités archivistiques')}`,
      'access-contract': (total: number) => `${count(total, 'contrat')} d’accès`,
      'ingest-contract': (total: number) => `${count(total, 'contrat')} d’entrée`,
      context: (total: number) => count(total, 'contexte applicatif', 'contextes applicatifs'),
      person: (total: number) => count(total, 'personne'),
      'api-key': (total: number) => `${count(total, 'clé')} d’API`,
      certificate: (total: number) => count(total, 'certificat'),
      transfer: (total: number) => count(total, 'versement'),
      register: (_total: number) => 'Registre des fonds',
      'preservation-scenario': (total: number) => `${count(total, 'scénario')} de préservation`,
      griffin: (total: number) =>
        `${count(total, 'griffon')} ${total > 1 ? 'appelés' : 'appelé'} par ces scénarios`,
      'object-group': (total: number) =>
        total > 10_000
          ? 'plus de 10 000 groupes d’objets conservés'
          : count(total, 'groupe d’objets conservé', 'groupes d’objets conservés'),
      'schema-path': (total: number) =>
        count(total, 'élément ajouté au schéma', 'éléments ajoutés au schéma'),
      'archive-unit-profile': (total: number) => `${count(total, 'profil')} d’unité archivistique`,
    },
    rulesFollow: 'Si vous changez la durée, les échéances de ces unités seront recalculées.',
  },
  stillUsed: {
    access: (users: string) =>
      `Ce contrat sert encore (${users}) : le désactiver leur ferme la consultation.`,
    other: (users: string) => `Il sert encore : ${users}.`,
  },
  remove: {
    label: 'Supprimer',
    title: (id: string) => `Supprimer ${id}`,
    advice: 'Ce qui sert encore ne peut pas être supprimé. L’opération est inscrite au journal.',
    confirm: 'Supprimer définitivement',
  },
};
