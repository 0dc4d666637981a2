"use client";

import { clsx } from "clsx";
import { type InputHTMLAttributes, useEffect, useRef } from "react";

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & {
  /** Some, not all: shown as a dash. */
  indeterminate?: boolean | undefined;
};

/** The browser's own checkbox in our colours; its target is 24 px. Label it by `aria-label` or a surrounding label. */
export function Checkbox({ indeterminate = false, className, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <span className={clsx("relative inline-grid size-6 place-items-center", className)}>
      <input
        {...rest}
        ref={input}
        type="checkbox"
        className="peer size-4 appearance-none rounded-sm border border-field bg-surface before:absolute before:inset-0 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:border-line disabled:bg-sunken"
      />
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="pointer-events-none absolute size-3 text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100 peer-indeterminate:[&_.tick]:hidden peer-not-indeterminate:[&_.dash]:hidden"
      >
        <path className="tick" d="m3 8.5 3.25 3.25L13 5" />
        <path className="dash" d="M3.5 8h9" />
      </svg>
    </span>
  );
}
