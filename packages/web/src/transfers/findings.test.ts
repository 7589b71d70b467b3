import { beforeAll, describe, expect, it } from 'vitest';
import type { Advices, Status, TransferEvent, TransferStep } from '../api/types.ts';
import { speak } from '../texts/index.ts';
import { findingsOf, findingsOfOperation, readMessage, saidBy } from './findings.ts';

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

describe('what went wrong with an operation', () => {
  const found = (events: TransferEvent[], whole?: Advices) =>
    findingsOfOperation({
      ...{ events, type: 'TOUT', label: 'Tout', outcome: 'KO' as Status },
      ...(whole ? { advice: whole } : {}),
    }).map(({ code, advice: words }) => [code, words?.fr.cause]);

  it('is told by the events that are explained, faults first', () => {
    const events = [
      event('PREPARE.WARNING', { advice: advice('réserve') }),
      event('STEP.KO', { tasks: [event('CHECK.KO', { advice: advice('règles') }), event('FINE.OK')] }),
      event('TOUT.KO'),
    ];
    expect(found(events)).toEqual([
      ['CHECK.KO', 'règles'],
      ['PREPARE.WARNING', 'réserve'],
    ]);
    expect(found([event('STEP.OK'), event('TOUT.OK')])).toEqual([]);
  });

  it('is told of the whole beside what failed, or alone', () => {
    const whole = advice('annulée');
    expect(found([event('STEP.KO'), event('TOUT.KO')], whole)).toEqual([['STEP.KO', 'annulée']]);
    expect(found([event('STEP.OK'), event('TOUT.KO')], whole)).toEqual([['TOUT.KO', 'annulée']]);
    expect(found([], whole)).toEqual([['TOUT.KO', 'annulée']]);
  });
});
