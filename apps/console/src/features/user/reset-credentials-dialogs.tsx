"use client";

import type { Timestamp } from "@portcullis/domain/timestamp";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { CopyButton } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { RelativeTime } from "#ui/time.tsx";

/** Makes a link for somebody to set a new password, and shows it this once. */
export function ResetPasswordDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const make = useMutation({
    mutationFn: () => confirmed(() => client.user.resetPassword.mutate({ id: user.id })),
  });
  const name = displayName(user);
  return (
    <AlertDialog
      onClose={onClose}
      title={make.isSuccess ? t("user.aLinkFor", { name }) : t("user.resetThePasswordOf", { name })}
      description={t("user.thisCreatesALinkThat", { name })}
      busy={make.isPending}
      error={make.isError ? describeApiError(make.error).message : undefined}
      action={{ label: t("user.makeALink"), variant: "primary", onAction: () => make.mutate() }}
      outcome={make.data && <MadeLink {...make.data} email={user.email} />}
    >
      {confirmation}
    </AlertDialog>
  );
}

function MadeLink(made: { link: string; mail: "sent" | "failed" | "off"; expiresAt: Timestamp; email: string }) {
  const t = useTranslations();
  return (
    <div className="flex flex-col gap-4 text-base">
      <Callout tone={made.mail === "sent" ? "success" : "warning"}>
        {made.mail === "sent" && t("user.itWasMailedTo", { email: made.email })}
        {made.mail === "failed" && t("user.theMailToCouldNot", { email: made.email })}
        {made.mail === "off" && t("user.thisPortcullisSendsNoMail")}
      </Callout>
      <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-3">
        <output className="min-w-0 flex-1 font-mono text-xs wrap-anywhere">{made.link}</output>
        <CopyButton value={made.link} label={t("user.copyTheLink")} />
      </div>
      <p className="text-sm text-ink-muted">
        {t.rich("user.itIsShownOnlyOnce", { time: () => <RelativeTime at={made.expiresAt} /> })}
      </p>
    </div>
  );
}

/** Asks before somebody's second factors are taken away, who has lost them. */
export function ResetFactorsDialog({ user, onClose }: { readonly user: UserDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const name = displayName(user);
  const reset = useMutation({
    mutationFn: () => confirmed(() => client.user.resetFactors.mutate({ id: user.id })),
    onSuccess: (next) => {
      queryClient.setQueryData(trpc.user.get.queryKey({ id: user.id }), next);
      void invalidate(queryClient, { nouns: ["session"] });
      showToast({ message: t("user.theSecondFactorsOfAre", { name }), tone: "success" });
      onClose();
    },
  });
  const { sessionCount } = user;
  return (
    <AlertDialog
      onClose={onClose}
      title={t("user.resetTheSecondFactorsOf2", { name })}
      description={t("user.authenticatorAppPasskeysAndRecovery", { sessionCount })}
      busy={reset.isPending}
      error={reset.error ? describeApiError(reset.error).message : undefined}
      action={{ label: t("user.reset"), onAction: () => reset.mutate() }}
    >
      <p className="text-sm text-ink-muted">{t("user.makeSureThatTheRequest")}</p>
      {confirmation}
    </AlertDialog>
  );
}
