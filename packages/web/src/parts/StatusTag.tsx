import type { Status, Transfer } from '../api/types.ts';
import { TEXTS } from '../texts/index.ts';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'good' | 'warn' | 'bad' | 'run' | 'still' | 'skip';
export type TransferOutcome = 'running' | 'paused' | 'OK' | 'WARNING' | 'KO' | 'FATAL' | 'cancelled';

const TONES: Readonly<Record<TransferOutcome, Tone>> = {
  running: 'run',
  paused: 'still',
  OK: 'good',
  WARNING: 'warn',
  KO: 'bad',
  FATAL: 'bad',
  cancelled: 'still',
};
const ICONS: Readonly<Record<Tone, IconName>> = {
  good: 'good',
  warn: 'warn',
  bad: 'bad',
  run: 'run',
  still: 'still',
  skip: 'skip',
};

/** What has become of a transfer, so far. */
export function outcomeOf({ state, status }: Pick<Transfer, 'state' | 'status'>): TransferOutcome {
  if (state === 'RUNNING') return 'running';
  if (status === 'FATAL') return 'FATAL';
  if (state === 'PAUSE') return 'paused';
  return status === 'OK' || status === 'WARNING' || status === 'KO' ? status : 'cancelled';
}

export const toneOf = (outcome: TransferOutcome) => TONES[outcome];
export const iconOf = (outcome: TransferOutcome) => ICONS[TONES[outcome]];

export function TransferTag({ outcome }: { readonly outcome: TransferOutcome }) {
  return <Tag tone={TONES[outcome]} words={TEXTS.status[outcome]} />;
}

const CONTROL_TONES: Readonly<Partial<Record<Status, Tone>>> = {
  OK: 'good',
  WARNING: 'warn',
  KO: 'bad',
  FATAL: 'bad',
};

/** Outcome of one control. */
export function ControlTag({ outcome }: { readonly outcome: Status }) {
  const words = outcome in TEXTS.controls ? TEXTS.controls[outcome as 'OK'] : TEXTS.controls.other;
  return <Tag tone={CONTROL_TONES[outcome] ?? 'still'} words={words} />;
}

export function Tag({ tone, words }: { readonly tone: Tone; readonly words: string }) {
  return (
    <span className={`status tone-${tone}`}>
      <Icon name={ICONS[tone]} size={14} />
      {words}
    </span>
  );
}
