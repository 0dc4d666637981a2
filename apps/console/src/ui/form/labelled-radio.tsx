"use client";

import { type ReactNode, useId } from "react";

export interface LabelledRadioProps {
  /** Common to the choices of which one is taken. */
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode | undefined;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

/** One of a few ways, with its words; the whole line takes the click. */
export function LabelledRadio({ name, label, hint, checked, onChoose }: LabelledRadioProps) {
  const id = useId();
  return (
    <label className="-mx-2 flex cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:py-2.5">
      <input
        type="radio"
        name={name}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-0.5 size-4 shrink-0 accent-accent outline-hidden"
        checked={checked}
        onChange={onChoose}
      />
      <span className="min-w-0 flex-1">
        <span id={`${id}-label`} className="block text-sm">
          {label}
        </span>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="block text-xs text-ink-muted">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
