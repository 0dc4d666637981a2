"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ExactMoment } from "#components/ui/exact-moment.tsx";
import { useMe } from "#components/use-me.ts";
import { useTRPC } from "#trpc/client.ts";

/** What stands on paper alone: whose receipt, when and from which page it was printed, and the newest seal of the audit log. */
export function PrintHead({ tenant }: { readonly tenant: string }) {
  const maySeeSeals = useMe().permissions.includes("audit:read");
  const seal = useQuery({ ...useTRPC().audit.seal.queryOptions(), enabled: maySeeSeals }).data?.head;
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
          Printed <ExactMoment at={printed.at} /> from {printed.address}
        </p>
      )}
      {seal && (
        <p className="wrap-anywhere">
          Audit log sealed to{" "}
          <span className="font-mono">
            {seal.number}:{seal.hash}
          </span>
          , <ExactMoment at={seal.sealedAt} />
        </p>
      )}
    </div>
  );
}
