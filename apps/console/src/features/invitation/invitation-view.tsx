"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLinkToken } from "#features/sign-in/sign-in-state.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { ErrorState } from "#ui/feedback/error-state.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { AcceptForm } from "./accept-form.tsx";

/** What a link to an invitation opens: the way in, or why there is none. */
export function InvitationView() {
  const token = useLinkToken();
  const client = useTRPCClient();
  const found = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => client.invitation.inspect.mutate({ token: token ?? "" }),
    enabled: token !== null && token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === "") {
    return (
      <NoWayIn title="This link is not complete">
        Open the invitation with the whole link from the mail, or paste it into the address bar.
      </NoWayIn>
    );
  }
  if (token === null || found.isPending) return <InvitationSkeleton />;
  if (found.isError) {
    const { message, data } = describeApiError(found.error);
    if (data.reason === "invitation_void") return <NoWayIn title="This invitation is not valid">{message}</NoWayIn>;
    if (data.code === "BAD_REQUEST") return <NoWayIn title="This link is not complete">{message}</NoWayIn>;
    return (
      <ErrorState
        heading="h1"
        title="The invitation could not be looked up"
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
      <NoWayIn title="This invitation has expired">
        {inviter} invited you to {tenant.name}; the link was valid until <RelativeTime at={expiresAt} focusable />. Ask
        for a new one.
      </NoWayIn>
    );
  }
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">Join {tenant.name}</h1>
      <p className="mt-1 mb-6 text-base text-ink-muted">
        {inviter} invites you. The link expires <RelativeTime at={expiresAt} focusable />.
      </p>
      <AcceptForm token={token} invitation={found.data} />
    </>
  );
}

function NoWayIn({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">{title}</h1>
      <p className="mt-2 text-base text-ink-muted">{children}</p>
      <p className="mt-6 text-sm text-ink-muted">You have chosen a password already?</p>
      <ButtonLink href="/sign-in" className="mt-2 self-start">
        Sign in
      </ButtonLink>
    </>
  );
}

function InvitationSkeleton() {
  return (
    <output aria-label="Looking the invitation up" className="mt-4 grid gap-4">
      <Skeleton className="h-7 w-3/4" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="mt-2 h-8 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-9 w-full" />
    </output>
  );
}
