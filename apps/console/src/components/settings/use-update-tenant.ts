"use client";

import type { TenantDetail } from "@portcullis/domain/tenant";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { showToast } from "#components/ui/toast.ts";
import { useTRPC } from "#trpc/client.ts";

/** Saves settings and shows them everywhere: the tenant's name stands in the frame, its limit on every user. */
export function useUpdateTenant(onSaved: (tenant: TenantDetail) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation(
    trpc.tenant.update.mutationOptions({
      onSuccess: (tenant) => {
        queryClient.setQueryData(trpc.tenant.get.queryKey(), tenant);
        for (const queryKey of [trpc.account.me.queryKey(), trpc.user.pathKey()]) {
          void queryClient.invalidateQueries({ queryKey });
        }
        router.refresh();
        showToast({ message: "Settings saved", tone: "success" });
        onSaved(tenant);
      },
    }),
  );
}
