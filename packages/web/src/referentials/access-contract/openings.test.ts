import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../../texts/index.ts';
import { openingWords } from './opening-words.ts';
import { openingsOf } from './openings.ts';

/** Whatever the typography. */
const words = (contract: object) =>
  openingWords(openingsOf({ Status: 'ACTIVE', ...contract }))
    .join(' ')
    .replaceAll('\u00a0', ' ');

describe('what a contract opens, in a sentence', () => {
  beforeAll(() => speak('fr'));

  it('all of it, or nothing when nothing is said', () => {
    expect(words({ EveryOriginatingAgency: true, EveryDataObjectVersion: true })).toBe(
      'Ce contrat ouvre les archives de tous les services producteurs. ' +
        'Rien ne peut être modifié. Les fichiers de tous les usages peuvent être téléchargés.',
    );
    expect(words({})).toMatch(/^Ce contrat n’ouvre les archives d’aucun service producteur/);
    expect(words({ Status: 'INACTIVE' })).toMatch(/^Ce contrat est inactif/);
  });

  it('agencies, those of the others once their rules are past, and conditions on all', () => {
    const contract = {
      OriginatingAgencies: ['FR-1', 'FR-2'],
      RuleCategoryToFilterForTheOtherOriginatingAgencies: ['AccessRule'],
      RuleCategoryToFilter: ['AppraisalRule'],
    };
    expect(words(contract)).toBe(
      'Ce contrat ouvre les archives des services producteurs FR-1 et FR-2, ' +
        'et celles des autres services dont ces règles sont échues : communicabilité. ' +
        'De toutes, il n’ouvre que celles dont ces règles sont échues : durée d’utilité administrative. ' +
        'Rien ne peut être modifié. Les fichiers de tous les usages peuvent être téléchargés.',
    );
  });

  it('positions, filing schemes, writes, usages and the log', () => {
    const contract = {
      ...{ EveryOriginatingAgency: true, RootUnits: ['a', 'b'], ExcludedRootUnits: ['c'] },
      ...{ DoNotFilterFilingSchemes: true, WritingPermission: true, WritingRestrictedDesc: true },
      ...{ DataObjectVersion: ['Dissemination', 'Thumbnail'], AccessLog: 'ACTIVE' },
    };
    expect(words(contract)).toBe(
      'Ce contrat ouvre les archives de tous les services producteurs. ' +
        'Il se limite à 2 positions de l’arborescence, sauf 1 position de l’arborescence, qui reste fermée. ' +
        'Tous les plans de classement sont ouverts, quels que soient leur service et leurs règles. ' +
        'Les descriptions peuvent être modifiées, pas les règles de gestion. ' +
        'Seuls peuvent être téléchargés les fichiers de ces usages : copie de diffusion et vignette. ' +
        'Chaque lecture d’un fichier est inscrite, avec son auteur.',
    );
  });

  it('says of no contract that it writes unless it says how', () => {
    expect(openingsOf({ WritingPermission: true }).writes).toBe('nothing');
    expect(openingsOf({ WritingPermission: true, WritingRestrictedDesc: false }).writes).toBe('everything');
    expect(openingsOf({ WritingRestrictedDesc: false }).writes).toBe('nothing');
  });
});
