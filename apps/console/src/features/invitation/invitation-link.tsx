import type { InvitationResult } from "@portcullis/domain/invitation";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { CopyButton } from "#ui/button.tsx";

/** A link that is shown once, to be copied. */
export function InvitationLink({ link, of }: { readonly link: string; readonly of: string }) {
  const t = useTranslations();
  return (
    <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 truncate font-mono text-xs">{link}</code>
      <CopyButton value={link} label={t("invitation.copyTheLinkFor", { whom: of })} />
    </div>
  );
}

type Mailed = Extract<InvitationResult, { outcome: "invited" }>["mail"];

/** What became of the mails, and what that asks of whoever invited. */
export function mailNote(
  t: Translate,
  mails: readonly Mailed[],
): { tone: "success" | "warning"; text: string } | undefined {
  if (mails.length === 0) return undefined;
  const theirs = mails.length === 1 ? t("invitation.thisLink") : t("invitation.theseLinks");
  if (mails.includes("off")) {
    return { tone: "warning", text: t("invitation.noMailServerIsSet", { theirs }) };
  }
  const failed = mails.filter((mail) => mail === "failed").length;
  if (failed === 0)
    return {
      tone: "success",
      text: mails.length === 1 ? t("invitation.theMailIsSent") : t("invitation.allMailsAreSent"),
    };
  const which = failed === mails.length ? theirs : t("invitation.theirLinks");
  const what = mails.length === 1 ? t("invitation.theMail") : t("invitation.ofMails", { failed, count: mails.length });
  return { tone: "warning", text: t("invitation.theMailServerDidNot", { what, which }) };
}
