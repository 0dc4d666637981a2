import { useEffect, useRef } from "react";

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
