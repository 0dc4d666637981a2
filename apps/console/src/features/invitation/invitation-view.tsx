"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useLinkToken } from "#features/sign-in/sign-in-state.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { ErrorState } from "#ui/feedback/error-state.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { AcceptForm } from "./accept-form.tsx";

/** What a link to an invitation opens: the way in, or why there is none. */
export function InvitationView() {
  const t = useTranslations();
  const token = useLinkToken();
  const client = useTRPCClient();
  const found = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => client.invitation.inspect.mutate({ token: token ?? "" }),
    enabled: token !== null && token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === "") {
    return <NoWayIn title={t("invitation.thisLinkIsNotComplete")}>{t("invitation.openTheInvitationWithThe")}</NoWayIn>;
  }
  if (token === null || found.isPending) return <InvitationSkeleton />;
  if (found.isError) {
    const { message, data } = describeApiError(found.error);
    if (data.reason === "invitation_void")
      return <NoWayIn title={t("invitation.thisInvitationIsNotValid")}>{message}</NoWayIn>;
    if (data.code === "BAD_REQUEST") return <NoWayIn title={t("invitation.thisLinkIsNotComplete")}>{message}</NoWayIn>;
    return (
      <ErrorState
        heading="h1"
        title={t("invitation.theInvitationCouldNotBe")}
        message={message}
        requestId={data.requestId}
        onRetry={() => void found.refetch()}
        retrying={found.isFetching}
      />
    );
  }
  const { tenant, inviter, expiresAt, status } = found.data;
  if (status === "expired") {
    return (
      <NoWayIn title={t("invitation.thisInvitationHasExpired")}>
        {t.rich("invitation.invitedYouToTheLink", {
          inviter,
          name: tenant.name,
          time: () => <RelativeTime at={expiresAt} focusable />,
        })}
      </NoWayIn>
    );
  }
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">
        {t("invitation.join", { name: tenant.name })}
      </h1>
      <p className="mt-1 mb-6 text-base text-ink-muted">
        {t.rich("invitation.invitesYouTheLinkExpires", {
          inviter,
          time: () => <RelativeTime at={expiresAt} focusable />,
        })}
      </p>
      <AcceptForm token={token} invitation={found.data} />
    </>
  );
}

function NoWayIn({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useTranslations();
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">{title}</h1>
      <p className="mt-2 text-base text-ink-muted">{children}</p>
      <p className="mt-6 text-sm text-ink-muted">{t("invitation.youHaveChosenAPassword")}</p>
      <ButtonLink href="/sign-in" className="mt-2 self-start">
        {t("common.signIn")}
      </ButtonLink>
    </>
  );
}

function InvitationSkeleton() {
  const t = useTranslations();
  return (
    <output aria-label={t("invitation.lookingTheInvitationUp")} className="mt-4 grid gap-4">
      <Skeleton className="h-7 w-3/4" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="mt-2 h-8 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-9 w-full" />
    </output>
  );
}
