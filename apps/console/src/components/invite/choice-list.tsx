"use client";

import { useId } from "react";

export interface ChoiceListProps {
  readonly legend: string;
  readonly hint?: string;
  /** Why none of it can be chosen. */
  readonly refusal: string | undefined;
  readonly options: readonly { readonly id: string; readonly name: string; readonly refusal: string | undefined }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Any number out of a list. One that is refused keeps its place and says why. */
export function ChoiceList({ legend, hint, refusal, options, chosen, onChange }: ChoiceListProps) {
  const id = useId();
  const note = refusal ?? hint;
  return (
    <fieldset className="min-w-0" aria-describedby={note === undefined ? undefined : id}>
      <legend className="text-sm font-medium">
        {legend}
        {chosen.length > 0 && <span className="font-normal text-ink-muted"> · {chosen.length} chosen</span>}
      </legend>
      {note !== undefined && (
        <p id={id} className="mt-1 text-xs text-ink-muted">
          {note}
        </p>
      )}
      <div className="mt-1.5 max-h-44 overflow-y-auto rounded-md border border-line py-1">
        {options.length === 0 && <p className="px-3 py-1.5 text-sm text-ink-faint">None yet</p>}
        {options.map((option) => {
          const isRefused = refusal !== undefined || option.refusal !== undefined;
          return (
            <label
              key={option.id}
              className="flex min-h-7 items-start gap-2.5 px-3 py-1 text-sm has-enabled:hover:bg-hover pointer-coarse:min-h-10 pointer-coarse:py-2"
            >
              <input
                type="checkbox"
                className="mt-0.5 size-4 shrink-0 accent-accent"
                disabled={isRefused}
                checked={chosen.includes(option.id)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, option.id] : chosen.filter((one) => one !== option.id))
                }
              />
              <span className={isRefused ? "min-w-0 text-ink-faint" : "min-w-0"}>
                <span className="wrap-anywhere">{option.name}</span>
                {option.refusal !== undefined && <span className="block text-xs">{option.refusal}</span>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
