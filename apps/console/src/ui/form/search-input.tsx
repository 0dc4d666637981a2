"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Kbd } from "#ui/badge.tsx";
import { Spinner } from "#ui/feedback/loading.tsx";
import { useSlashFocus } from "#ui/focus.ts";
import { inputClass } from "./input.tsx";

type SearchInputProps = {
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
  const t = useTranslations();
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
          aria-label={t("ui.clearSearch")}
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

/** Milliseconds without a keystroke before what is typed counts. */
const pauseMs = 250;

/**
 * The text being typed, passed on after a pause, or at once by `commit`; a `value` that changes from outside replaces it.
 * Call `discard` when the person follows a link, because the later change of the URL would cancel that navigation.
 */
function useDraft(value: string, onSettled: (value: string) => void) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== known) {
    setKnown(value);
    setDraft(value);
  }

  function commit(text = draft): void {
    clearTimeout(timer.current);
    setDraft(text);
    if (text === known) return;
    setKnown(text);
    onSettled(text);
  }
  function type(text: string): void {
    clearTimeout(timer.current);
    setDraft(text);
    timer.current = setTimeout(() => commit(text), pauseMs);
  }
  const discard = () => clearTimeout(timer.current);
  return { draft, type, commit, discard };
}
