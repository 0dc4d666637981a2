"use client";

import { useQuery } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { ErrorState } from "#ui/feedback/error-state.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { ChoosePassword } from "./choose-password.tsx";

/** What a link opens: the choice of a password, or why there is none. */
export function OpenLink({ token }: { readonly token: string }) {
  const client = useTRPCClient();
  const found = useQuery({
    queryKey: ["password-reset", token],
    queryFn: () => client.passwordReset.inspect.mutate({ token }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (found.isPending) return <LinkSkeleton />;
  if (found.isSuccess) return <ChoosePassword token={token} reset={found.data} />;
  const { message, data } = describeApiError(found.error);
  if (data.reason === "link_void" || data.code === "BAD_REQUEST") {
    return (
      <>
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">This link does not work</h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">{message}</p>
        <div className="flex flex-wrap items-center gap-4">
          {/* Not a link of the router: the page has to forget this one. */}
          <a href="/reset-password" className="text-sm underline">
            Ask for another link
          </a>
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        </div>
      </>
    );
  }
  return (
    <ErrorState
      heading="h1"
      title="The link could not be looked up"
      message={message}
      requestId={data.requestId}
      onRetry={() => void found.refetch()}
      retrying={found.isFetching}
    />
  );
}

function LinkSkeleton() {
  return (
    <div aria-live="polite" className="mt-4 grid gap-4">
      <span className="sr-only">Looking the link up</span>
      <Skeleton className="h-7 w-3/4" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="mt-2 h-8 w-full" />
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
