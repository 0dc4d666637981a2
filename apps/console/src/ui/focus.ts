import { type RefObject, useEffect, useRef } from "react";

/** As a `ref`: what appears takes the focus, as what had it is gone. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();

/** Where a row goes with the focus in it, the focus goes to what holds the rows, and not to the top of the page. */
export function useFocusAfterRemoval<Holder extends HTMLElement>() {
  const holder = useRef<Holder>(null);
  const isExpected = useRef(false);
  // After every rendering: which of them takes the row away is for the list to know.
  useEffect(() => {
    if (!isExpected.current || document.activeElement !== document.body) return;
    isExpected.current = false;
    holder.current?.focus();
  });
  return {
    holder,
    expectRemoval: () => {
      isExpected.current = true;
    },
  };
}

const typing =
  "input, textarea, select, [contenteditable='true'], [role='dialog'], [role='alertdialog'], [role='menu']";

/** `/` moves the focus to this input, unless the reader is typing or a dialog is open. */
export function useSlashFocus(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "/" || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [input]);
}
