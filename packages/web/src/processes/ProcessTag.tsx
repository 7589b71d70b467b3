import type { FollowedProcess } from '../api/types.ts';
import { ControlTag, Tag } from '../parts/StatusTag.tsx';
import { TEXTS } from '../texts/index.ts';

/** Where an operation stands, in a word. */
export function ProcessTag({
  process: { state, status, isWaiting, isHeld },
}: {
  readonly process: FollowedProcess;
}) {
  const words = TEXTS.processes.stands;
  if (isHeld) return <Tag tone="still" words={words.held} />;
  if (state === 'RUNNING')
    return <Tag tone={isWaiting ? 'still' : 'run'} words={isWaiting ? words.waiting : words.running} />;
  if (state === 'PAUSE')
    return status === 'FATAL' ? (
      <Tag tone="bad" words={words.failed} />
    ) : (
      <Tag tone="still" words={words.paused} />
    );
  return <ControlTag outcome={status} />;
}
