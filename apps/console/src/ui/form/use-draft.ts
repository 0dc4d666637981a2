import { useEffect, useRef, useState } from "react";

/** Milliseconds without a keystroke before what is typed counts. */
const pauseMs = 250;

/**
 * What is being typed: handed on after a pause, or at once by `settle`. `forget` is for whoever follows a link before the
 * pause is over: a change of the URL would call off the page they go to. A `value` that changes from outside replaces it.
 */
export function useDraft(value: string, onSettled: (value: string) => void) {
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
