import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { label } from '../logbook/index.ts';
import { layOut, outDetailOf } from './journal.ts';

describe('the detail of an event', () => {
  it('is laid out as clients compare it', () => {
    expect(layOut({ 'Mandatory Fields': 'é manque', ids: ['a', 'b'], none: {} })).toBe(
      '{\n  "Mandatory Fields" : "\\u00E9 manque",\n  "ids" : [ "a", "b" ],\n  "none" : { }\n}',
    );
  });

  it('is JSON in ASCII that says the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: 'binary' })), (value) => {
        const text = layOut(value);
        expect(Buffer.byteLength(text)).toBe(text.length);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    [{ type: 'STP_IMPORT_CONTEXT', status: 'OK' }, 'STP_IMPORT_CONTEXT.OK'],
    [
      { type: 'STP_IMPORT_CONTEXT', subCode: 'UNKNOWN_VALUE', status: 'KO' },
      'STP_IMPORT_CONTEXT.UNKNOWN_VALUE.KO',
    ],
    [
      { type: 'STP_IMPORT_CONTEXT', status: 'KO', outDetail: 'AccessContract service error' },
      'AccessContract service error',
    ],
  ] as const)('belongs to an outcome: %j', (draft, expected) => {
    expect(outDetailOf(draft)).toBe(expected);
  });
});

describe('the labels of referentials', () => {
  it.each([
    ['STP_IMPORT_ACCESS_CONTRACT.STARTED', "Début du processus d'import du contrat d'accès"],
    ['STP_UPDATE_INGEST_CONTRACT.OK', "Succès du processus de mise à jour du contrat d'entrée"],
    ['STP_BACKUP_CONTEXT.OK', 'Succès du processus de sauvegarde des contextes applicatifs'],
    [
      'STP_IMPORT_ACCESS_CONTRACT.AGENCY_NOT_FOUND.KO',
      "Échec du processus d'import du contrat d'accès : au moins un service agent est inconnu",
    ],
    [
      'STP_IMPORT_INGEST_CONTRACT.PROFILE_NOT_FOUND.KO',
      "Échec de l'import du contrat d'entrée : profil d'archivage non trouvé",
    ],
    [
      'STP_IMPORT_INGEST_CONTRACT.MANAGEMENTCONTRACT_NOT_FOUND.KO',
      "Échec du processus d'import du contrat d'entrée: Contrat de gestion non trouvé",
    ],
    [
      'STP_IMPORT_CONTEXT.EMPTY_REQUIRED_FIELD.KO',
      "Échec de l'import du contexte : au moins un des champs obligatoires n'est pas renseigné",
    ],
    ['STP_UPDATE_CONTEXT.KO', 'Échec du processus mise à jour du contexte applicatif'],
    ['STP_IMPORT_RULES.OK', "Succès du processus d'import du référentiel des règles de gestion"],
    ['IMPORT_AGENCIES.FATAL', "Erreur technique lors du processus d'import du référentiel service agents"],
    ['AccessContract service error', '!AccessContract service error!'],
  ])('%s', (key, text) => {
    expect(label(key)).toBe(text);
  });
});
