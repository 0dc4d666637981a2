"use client";

import type { InvitationResult } from "@portcullis/domain/invitation";
import { Copy } from "lucide-react";
import { Button } from "#ui/button.tsx";
import { copyText } from "#ui/copy-text.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { Status } from "#ui/status.tsx";
import { InvitationLink } from "./invitation-link.tsx";
import { mailNote } from "./mail-note.ts";

const mailWords = { sent: "Mail sent", failed: "Mail not sent", off: "Not mailed" } as const;

/** What came of each line: the link to copy and whether it was mailed, or why it was refused. */
export function InviteResults({ results }: { readonly results: readonly InvitationResult[] }) {
  const invited = results.filter((row) => row.outcome === "invited");
  const note = mailNote(invited.map(({ mail }) => mail));
  return (
    <div className="grid grid-cols-1 gap-3">
      {note && <Callout tone={note.tone}>{note.text}</Callout>}
      {invited.length > 0 && (
        <p className="text-sm text-ink-muted">
          Anyone who has a link can activate that account, so give it to nobody else. It is shown only once; a new one
          can be created on the person’s page.
        </p>
      )}
      {invited.length > 1 && (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() => void copyText("All links", invited.map(({ email, link }) => `${email}\t${link}`).join("\n"))}
        >
          <Copy aria-hidden="true" />
          Copy all links
        </Button>
      )}
      <ul className="divide-y divide-line rounded-md border border-line">
        {results.map((row) => (
          <li key={`${row.email} ${row.outcome}`} className="grid grid-cols-1 gap-1.5 px-3 py-2.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 text-sm">
              <span className="min-w-0 font-medium wrap-anywhere">{row.email}</span>
              {row.outcome === "invited" ? (
                <Status tone={row.mail === "sent" ? "success" : "warning"}>{mailWords[row.mail]}</Status>
              ) : (
                <Status tone="danger">Not invited</Status>
              )}
            </div>
            {row.outcome === "invited" ? (
              <InvitationLink link={row.link} of={row.email} />
            ) : (
              <p className="text-sm text-ink-muted">{row.message}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
