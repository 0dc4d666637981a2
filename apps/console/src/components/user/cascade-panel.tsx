"use client";

import type { CascadeProgress as Cascade } from "@portcullis/domain/cascade";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { describeApiError } from "#components/api-error.ts";
import { CascadeProgress } from "#components/cascade/cascade-progress.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useMe } from "#components/use-me.ts";
import { useTRPC } from "#trpc/client.ts";
import { whyNotLifecycle } from "./refusal.ts";

const titles = { deactivate: "Deactivation", reactivate: "Reactivation", delete: "Deletion" } as const;

/** The newest lifecycle change of the user: under way, done, or parked with a way to go on. */
export function CascadePanel({ user, cascade }: { readonly user: UserDetail; readonly cascade: Cascade }) {
  const me = useMe();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const retry = useMutation(
    trpc.cascade.retry.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: trpc.user.get.queryKey({ id: user.id }) }),
      onError: (error) => showToast({ tone: "danger", message: describeApiError(error).message }),
    }),
  );
  return (
    <Panel
      title={titles[cascade.kind]}
      description={<RelativeTime at={cascade.requestedAt} />}
      actions={
        <span className="flex items-center gap-3">
          {cascade.status === "failed" && (
            <Button
              size="sm"
              busy={retry.isPending}
              refusal={whyNotLifecycle(me, user, "user:deactivate")}
              onClick={() => retry.mutate({ id: cascade.id })}
            >
              Retry
            </Button>
          )}
          <Link href={`/cascades/${cascade.id}`} className="text-xs text-accent-ink hover:underline">
            Receipt
          </Link>
        </span>
      }
    >
      <CascadeProgress cascade={cascade} />
    </Panel>
  );
}
