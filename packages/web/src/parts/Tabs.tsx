import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

export interface Tab {
  readonly name: string;
  readonly title: string;
  /** Made when the tab is shown. */
  readonly content: () => ReactNode;
}

/** Parts of one thing of which one is seen at a time; arrows, Home and End go from one to the other. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const [chosen, setChosen] = useState(tabs[0]?.name);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = Math.max(
    0,
    tabs.findIndex(({ name }) => name === chosen),
  );
  const shown = tabs[at];
  function press(event: KeyboardEvent): void {
    const places: Readonly<Record<string, number>> = {
      ...{ ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length },
      ...{ Home: 0, End: tabs.length - 1 },
    };
    const next = places[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(tabs[next]?.name);
    list.current?.querySelectorAll('button')[next]?.focus();
  }
  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={press}>
        {tabs.map(({ name, title }) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            className="tab"
            aria-selected={name === shown?.name}
            aria-controls={`${id}-panel`}
            tabIndex={name === shown?.name ? 0 : -1}
            onClick={() => setChosen(name)}
          >
            {title}
          </button>
        ))}
      </div>
      {shown !== undefined && (
        <div
          key={shown.name}
          id={`${id}-panel`}
          className="tab-panel"
          role="tabpanel"
          aria-labelledby={`${id}-${shown.name}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part without anything to press is reached by keys too
          tabIndex={0}
        >
          {shown.content()}
        </div>
      )}
    </>
  );
}
