import type { ReactNode } from "react";
import { Callout } from "./callout.tsx";

/**
 * What went wrong with what was just asked, at the end of a dialog or panel; said aloud when it appears.
 * @param message undefined while nothing did
 */
export function FailureNote({ message }: { readonly message: ReactNode }) {
  return (
    <div aria-live="assertive">
      {message !== undefined && (
        <Callout tone="danger" className="mt-4">
          {message}
        </Callout>
      )}
    </div>
  );
}
