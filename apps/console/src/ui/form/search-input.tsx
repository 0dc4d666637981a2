"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { Spinner } from "#ui/feedback/spinner.tsx";
import { Kbd } from "#ui/kbd.tsx";
import { inputClass } from "./input-class.ts";
import { useDraft } from "./use-draft.ts";
import { useSlashFocus } from "./use-slash-focus.ts";

export type SearchInputProps = {
  value: string;
  /** After a pause in typing, and at once when the field is left, cleared or Enter is pressed. */
  onChange: (value: string) => void;
  /** Its accessible name: "Search users". */
  label: string;
  placeholder?: string | undefined;
  busy?: boolean | undefined;
  className?: string | undefined;
};

/** Search as you type. `/` goes there from anywhere on the page, Escape clears. */
export function SearchInput({ value, onChange, label, placeholder, busy = false, className }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const { draft, type, commit, discard } = useDraft(value, onChange);
  useSlashFocus(input);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") commit();
    if (event.key !== "Escape") return;
    if (draft === "") input.current?.blur();
    else commit("");
    event.preventDefault();
  }

  return (
    <search className={`relative block ${className ?? ""}`}>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-2.5 grid place-items-center text-ink-muted"
      >
        {busy ? <Spinner /> : <Search className="size-4" />}
      </span>
      <input
        ref={input}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder ?? label}
        value={draft}
        onChange={(event) => type(event.target.value)}
        onBlur={(event) => (event.relatedTarget instanceof HTMLAnchorElement ? discard() : commit())}
        onKeyDown={onKeyDown}
        className={inputClass("peer h-8 w-full pr-9 pl-8 pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden")}
      />
      {draft === "" ? (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 right-1.5 grid place-items-center peer-focus:hidden pointer-coarse:hidden"
        >
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            commit("");
            input.current?.focus();
          }}
          className="absolute inset-y-0 right-1 my-auto grid size-6 place-items-center rounded-sm text-ink-muted hover:text-ink"
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      )}
    </search>
  );
}
