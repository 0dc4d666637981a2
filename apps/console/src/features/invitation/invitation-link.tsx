import type { InvitationResult } from "@portcullis/domain/invitation";
import { CopyButton } from "#ui/button.tsx";

/** A link that is shown once, to be copied. */
export function InvitationLink({ link, of }: { readonly link: string; readonly of: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 truncate font-mono text-xs">{link}</code>
      <CopyButton value={link} label={`Copy the link for ${of}`} />
    </div>
  );
}

type Mailed = Extract<InvitationResult, { outcome: "invited" }>["mail"];

/** What became of the mails, and what that asks of whoever invited. */
export function mailNote(mails: readonly Mailed[]): { tone: "success" | "warning"; text: string } | undefined {
  if (mails.length === 0) return undefined;
  const theirs = mails.length === 1 ? "this link" : "these links";
  if (mails.includes("off")) {
    return { tone: "warning", text: `No mail server is set up: hand ${theirs} on yourself.` };
  }
  const failed = mails.filter((mail) => mail === "failed").length;
  if (failed === 0) return { tone: "success", text: mails.length === 1 ? "The mail is sent." : "All mails are sent." };
  const which = failed === mails.length ? theirs : "their links";
  const what = mails.length === 1 ? "the mail" : `${failed} of ${mails.length} mails`;
  return { tone: "warning", text: `The mail server did not take ${what}: hand ${which} on yourself.` };
}
