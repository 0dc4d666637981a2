"use client";

import { useEffect, useState } from "react";
import { ExactTimestamp } from "#ui/exact-timestamp.tsx";

/** What stands on paper alone: whose receipt, when and from which page it was printed. */
export function PrintHead({ tenant }: { readonly tenant: string }) {
  const [printed, setPrinted] = useState<{ readonly at: Date; readonly address: string } | null>(null);
  useEffect(() => {
    const note = () => setPrinted({ at: new Date(), address: window.location.href });
    note();
    window.addEventListener("beforeprint", note);
    return () => window.removeEventListener("beforeprint", note);
  }, []);
  return (
    <div className="hidden pt-4 text-xs text-ink-muted print:block">
      <p>{tenant} · Portcullis · Receipt</p>
      {printed && (
        <p>
          Printed <ExactTimestamp at={printed.at} /> from {printed.address}
        </p>
      )}
    </div>
  );
}
