import { useBlocker } from '@tanstack/react-router';
import { Confirm } from '../../parts/Confirm.tsx';
import { TEXTS } from '../../texts/index.ts';

/** Whoever leaves with something unsaved is asked once more, by the page or by the browser. */
export function LeaveGuard({ isDirty }: { readonly isDirty: () => boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  const { form: words } = TEXTS.referentials;
  if (status !== 'blocked') return null;
  return (
    <Confirm
      title={words.unsaved}
      words={words.unsavedAdvice}
      label={words.abandon}
      leave={words.goOn}
      confirm={proceed}
      close={reset}
      isPending={false}
      error={null}
    />
  );
}
