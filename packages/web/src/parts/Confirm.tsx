import { Button } from '@codegouvfr/react-dsfr/Button';
import { TEXTS } from '../texts/index.ts';
import { Failure } from './Failure.tsx';
import { useModal } from './use-modal.ts';

/** Asks before what cannot be taken back; Escape and the other button leave all as it is. */
export function Confirm({
  title,
  words,
  label,
  leave = TEXTS.confirm.leave,
  confirm,
  close,
  isPending,
  error,
}: {
  readonly title: string;
  readonly words: string;
  /** Of the button that does it. */
  readonly label: string;
  /** Of the one that does nothing. */
  readonly leave?: string;
  readonly confirm: () => void;
  readonly close: () => void;
  readonly isPending: boolean;
  /** Why it could not be done. */
  readonly error: Error | null;
}) {
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby="confirm"
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id="confirm">{title}</h2>
      <p>{words}</p>
      {error !== null && <Failure error={error} title={TEXTS.confirm.failed} />}
      <div className="row">
        <Button priority="secondary" onClick={() => dialog.current?.close()}>
          {leave}
        </Button>
        <Button disabled={isPending} onClick={confirm}>
          {label}
        </Button>
      </div>
    </dialog>
  );
}
