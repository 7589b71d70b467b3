import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../texts/index.ts';
import { actorName, agentsInWords, rightsInBrief, rightsInWords, spreadOut } from './recorded-facts.ts';

beforeAll(() => speak('fr'));

describe('what journals record as JSON', () => {
  it('is said in words', () => {
    const rights = '{"ArchivalAgreement":"CE-1","ArchivalProfile":"PR-1"}';
    expect(rightsInWords(rights)).toBe('contrat d’entrée\u00a0: CE-1, profil d’archivage\u00a0: PR-1');
    expect(rightsInBrief(rights)).toBe('CE-1, PR-1');
    expect(agentsInWords('{"originatingAgency":"S1","autre":"S2","vide":""}')).toBe(
      'service producteur\u00a0: S1, autre\u00a0: S2',
    );
    expect(actorName('{"Name":"worker_1","Role":"worker"}')).toBe('worker_1');
    expect(spreadOut('{"a":1}')).toBe('{\n  "a": 1\n}');
  });

  it('is left as it is when it is of another form', () => {
    for (const text of ['AC-1', '{"ArchivalAgreement":', '[1]', '{}']) {
      expect(rightsInWords(text)).toBe(text);
      expect(rightsInBrief(text)).toBe(text);
      expect(actorName(text)).toBe(text);
    }
    expect([rightsInWords(null), rightsInBrief(null), actorName(null)]).toEqual([null, null, null]);
    expect(spreadOut('x')).toBe('x');
  });
});
