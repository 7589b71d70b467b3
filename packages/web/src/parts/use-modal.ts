import { type RefObject, useEffect, useRef } from 'react';

/** A dialog that is over the page as soon as it is there: the browser keeps the focus inside, and gives it back. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return dialog;
}
