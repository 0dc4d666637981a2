import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import type { UserInvitation } from "@portcullis/domain/user/user";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { Status } from "#ui/status.tsx";
import { RelativeTime } from "#ui/time.tsx";

const variants = (t: Translate) =>
  ({
    active: { tone: "success", label: t("user.active") },
    pending: { tone: "warning", label: t("user.pending") },
    inactive: { tone: "hollow", label: t("user.deactivated") },
  }) as const;

/** The account's state; presence is another thing. */
export function UserStatus({ status }: { readonly status: LivingStatus }) {
  const t = useTranslations();
  const { tone, label } = variants(t)[status];
  return <Status tone={tone}>{label}</Status>;
}

/** How long somebody who is pending can still accept. */
export function InvitationNote({ invitation }: { readonly invitation: UserInvitation | null }) {
  const t = useTranslations();
  if (!invitation) return t("common.notInvited");
  if (invitation.expired) return <span className="text-danger-ink">{t("user.invitationExpired")}</span>;
  return <>{t.rich("user.expires", { time: () => <RelativeTime at={invitation.expiresAt} /> })}</>;
}
