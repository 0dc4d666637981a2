"use client";

import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { QueryFailure } from "#ui/feedback/error-state.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { PostureForm } from "./posture-form.tsx";

/** What the tenant asks of its devices. */
export function PostureView() {
  const query = useQuery(useTRPC().tenant.posture.queryOptions());
  return (
    <>
      <PageHeader
        title="Posture"
        description="How devices must be secured, by what they report of themselves."
        back={{ href: "/settings", label: "Settings" }}
      />
      {query.data ? (
        <PostureForm posture={query.data} />
      ) : query.isError ? (
        <QueryFailure
          title="The posture rules could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <div className="grid max-w-3xl gap-4">
          <Skeleton className="h-96 w-full" />
          <Skeleton className="h-56 w-full" />
        </div>
      )}
    </>
  );
}
