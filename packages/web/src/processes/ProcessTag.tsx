import type { FollowedProcess } from '../api/types.ts';
import { ControlTag, Tag } from '../parts/StatusTag.tsx';
import { TEXTS } from '../texts/index.ts';

/** Where an operation stands, in a word. */
export function ProcessTag({
  process: { state, status, isWaiting, isHeld, place },
}: {
  readonly process: FollowedProcess;
}) {
  const words = TEXTS.processes.stands;
  if (isHeld) return <Tag tone="still" words={words.held} />;
  if (state === 'RUNNING')
    return isWaiting ? (
      <Tag tone="still" words={place === null ? words.waiting : TEXTS.processes.waitingAt(place)} />
    ) : (
      <Tag tone="run" words={words.running} />
    );
  if (state === 'PAUSE')
    return status === 'FATAL' ? (
      <Tag tone="bad" words={words.failed} />
    ) : (
      <Tag tone="still" words={words.paused} />
    );
  return <ControlTag outcome={status} />;
}
