"use client";

import type { ReactNode } from "react";
import { LabelledCheckbox } from "./labelled-checkbox.tsx";

type CheckItem = {
  readonly id: string;
  readonly name: ReactNode;
  readonly note?: ReactNode | undefined;
  /** Why it cannot be changed. */
  readonly disabledReason?: string | undefined;
};

export type CheckListProps = {
  /** What is chosen from, for a screen reader. */
  readonly label: string;
  readonly items: readonly CheckItem[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string, chosen: boolean) => void;
  readonly busy?: boolean | undefined;
};

/** Any number of many: a list that scrolls, each row its own target. */
export function CheckList({ label, items, chosen, onToggle, busy = false }: CheckListProps) {
  return (
    <ul
      aria-label={label}
      aria-busy={busy}
      className="max-h-64 overflow-y-auto rounded-md border border-line-strong bg-surface px-3 py-1 text-sm aria-busy:opacity-60"
    >
      {items.map(({ id, name, note, disabledReason }) => (
        <li key={id}>
          <LabelledCheckbox
            label={name}
            hint={note}
            disabledReason={disabledReason}
            checked={chosen.has(id)}
            onChange={(isChosen) => onToggle(id, isChosen)}
          />
        </li>
      ))}
    </ul>
  );
}
