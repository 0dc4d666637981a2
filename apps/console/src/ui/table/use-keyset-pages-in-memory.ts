import { useState } from "react";

/** Pages of a list inside a dialog, which has no URL of its own: the cursors of the pages that were passed. */
export function useKeysetPagesInMemory() {
  const [passed, setPassed] = useState<readonly string[]>([]);
  return {
    cursor: passed.at(-1),
    previous: passed.length > 0 ? () => setPassed(passed.slice(0, -1)) : null,
    next: (cursor: string) => setPassed([...passed, cursor]),
  };
}
