import { beforeAll, describe, expect, it } from 'vitest';
import type { Advices, Status, TransferEvent, TransferStep } from '../api/types.ts';
import { speak } from '../texts/index.ts';
import { findingsOf, readMessage, saidBy } from './findings.ts';

beforeAll(() => speak('fr'));

function event(code: string, rest: Partial<TransferEvent> = {}): TransferEvent {
  const segments = code.split('.');
  return {
    key: segments[0] ?? '',
    outcome: segments.at(-1) as Status,
    code,
    label: code,
    message: code,
    date: '2026-01-01T00:00:00.000',
    detail: null,
    tasks: [],
    ...rest,
  };
}

const step = (name: string, outcome: Status, events: TransferEvent[] = []): TransferStep => ({
  name,
  label: name,
  state: 'done',
  outcome,
  events,
});

const advice = (cause: string): Advices => ({
  fr: { cause, remedy: `${cause} ?` },
  en: { cause, remedy: `${cause}?` },
});

describe('what a transfer’s controls found', () => {
  it('is told by the task that says most, faults before warnings', () => {
    const steps = [
      step('STP_OG', 'WARNING', [
        event('OG_OBJECTS_FORMAT_CHECK.WARNING', { message: 'Réserve Detail=  OK:1 WARNING:11' }),
      ]),
      step('STP_INGEST_CONTROL_SIP', 'KO', [
        event('CHECK_SEDA.OK'),
        event('CHECK_HEADER.UNKNOWN.KO', {
          detail: '{"evDetTechData":"error originating agency validation[\\"X\\"]","ArchivalAgreement":"C"}',
          advice: advice('en-tête'),
          tasks: [event('CHECK_HEADER.CHECK_AGENT.UNKNOWN.KO', { advice: advice('service inconnu') })],
        }),
      ]),
    ];
    const [fault, warning, ...none] = findingsOf({ steps });
    expect(none).toEqual([]);
    expect(fault).toMatchObject({
      code: 'CHECK_HEADER.CHECK_AGENT.UNKNOWN.KO',
      said: ['Service producteur inconnu\u00a0: X'],
      advice: advice('service inconnu'),
    });
    expect(warning).toMatchObject({ key: 'OG_OBJECTS_FORMAT_CHECK', elements: { OK: 1, WARNING: 11 } });
  });

  it('is the step itself when no action tells', () => {
    const [finding] = findingsOf({
      steps: [
        { ...step('STP_UPLOAD_SIP', 'KO'), advice: advice('réception') },
        step('STP_INGEST_FINALISATION', 'OK'),
      ],
    });
    expect(finding).toMatchObject({ code: 'STP_UPLOAD_SIP.KO', advice: advice('réception') });
  });
});

describe('a detail of the journal', () => {
  it('becomes sentences', () => {
    expect(saidBy(null)).toEqual([]);
    expect(saidBy('{}')).toEqual([]);
    expect(
      saidBy('{"evDetTechData":"{\\"manifestError\\":[\\"a.pdf\\"],\\"contentError\\":[\\"b.pdf\\"]}"}'),
    ).toEqual([
      'Déclaré dans le bordereau, absent du paquet\u00a0: a.pdf',
      'Présent dans le paquet, non déclaré\u00a0: b.pdf',
    ]);
    expect(saidBy('not {JSON')).toEqual(['not {JSON']);
  });

  it('counts the elements that a message ends with', () => {
    expect(readMessage('Échec du contrôle Detail=  OK:5 KO:1')).toEqual({
      sentence: 'Échec du contrôle',
      elements: { OK: 5, KO: 1 },
    });
    expect(readMessage('Succès')).toEqual({ sentence: 'Succès', elements: {} });
  });
});
