"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Checkbox } from "./checkbox.tsx";

export type CheckItem = {
  readonly id: string;
  readonly name: ReactNode;
  readonly note?: ReactNode | undefined;
  /** Why it cannot be changed; stands in the place of the note. */
  readonly refusal?: string | undefined;
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
      className="max-h-64 overflow-y-auto rounded-md border border-line-strong bg-surface p-1 aria-busy:opacity-60"
    >
      {items.map(({ id, name, note, refusal }) => (
        <li key={id}>
          <label
            className={clsx(
              "flex min-h-8 items-center gap-2.5 rounded-sm px-2 py-1 text-sm pointer-coarse:min-h-11",
              refusal === undefined && "hover:bg-hover",
            )}
          >
            <Checkbox
              checked={chosen.has(id)}
              disabled={refusal !== undefined}
              onChange={(event) => onToggle(id, event.target.checked)}
            />
            <span className="min-w-0 flex-1">
              <span className={clsx("block truncate", refusal !== undefined && "text-ink-muted")}>{name}</span>
              {(refusal ?? note) && <span className="block text-xs text-ink-muted">{refusal ?? note}</span>}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
