import { type DragEvent, type ReactNode, useState } from 'react';

/** Where files may be dropped; a button in it does the same by keyboard. */
export function FileDrop({
  take,
  children,
}: {
  readonly take: (files: readonly File[]) => void;
  /** @param isOver files are held over it */
  readonly children: (isOver: boolean) => ReactNode;
}) {
  const [isOver, setIsOver] = useState(false);
  const hold = (event: DragEvent, isHeld: boolean) => {
    event.preventDefault();
    setIsOver(isHeld);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same by keyboard
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragEnter={(event) => hold(event, true)}
      onDragOver={(event) => hold(event, true)}
      onDragLeave={(event) => hold(event, event.currentTarget.contains(event.relatedTarget as Node | null))}
      onDrop={(event) => {
        hold(event, false);
        take([...event.dataTransfer.files]);
      }}
    >
      {children(isOver)}
    </div>
  );
}
