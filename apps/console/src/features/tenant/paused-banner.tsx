"use client";

import { DatabaseBackup } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { Button } from "#ui/button.tsx";
import { ExactTimestamp } from "#ui/exact-timestamp.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";

/** On every page of a tenant that is paused since a backup was restored: what that means, and the way out of it. */
export function PausedBanner() {
  const { held, tenant } = useMe();
  const [isAsking, setAsking] = useState(false);
  if (!held) return null;
  return (
    <section
      aria-label="Restored backup"
      className="mt-4 flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg bg-warning-soft px-4 py-2.5 text-sm text-warning-ink print:hidden"
    >
      <DatabaseBackup aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p>
          <strong className="font-semibold">A backup was restored</strong> <RelativeTime at={held.since} focusable />.
          Until you resume {tenant.name}, nobody but you can sign in, and no device connects.
        </p>
        <p>
          {held.newestEntry ? (
            <>
              Its newest entry is of <ExactTimestamp at={held.newestEntry} />: everything that was changed later is
              undone.
            </>
          ) : (
            "Everything that was changed after it was made is undone."
          )}
        </p>
      </div>
      <Button size="sm" variant="primary" onClick={() => setAsking(true)}>
        Resume
      </Button>
      {isAsking && <ReleaseDialog tenant={tenant.name} onClose={() => setAsking(false)} />}
    </section>
  );
}
