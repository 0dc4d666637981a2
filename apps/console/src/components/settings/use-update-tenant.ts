"use client";

import type { TenantDetail, UpdateTenant } from "@portcullis/domain/tenant";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useConfirmIdentity } from "#components/account/use-confirm-identity.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";

/**
 * Saves settings and shows them everywhere: the tenant's name stands in the frame, its limit on every user. `confirmation`
 * stands somewhere on the page: it asks who is there where that was long ago.
 */
export function useUpdateTenant(onSaved: (tenant: TenantDetail) => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const queryClient = useQueryClient();
  const router = useRouter();
  const update = useMutation({
    mutationFn: (change: UpdateTenant) => confirmed(() => client.tenant.update.mutate(change)),
    onSuccess: (tenant) => {
      queryClient.setQueryData(trpc.tenant.get.queryKey(), tenant);
      for (const queryKey of [trpc.account.me.queryKey(), trpc.user.pathKey()]) {
        void queryClient.invalidateQueries({ queryKey });
      }
      router.refresh();
      showToast({ message: "Settings saved", tone: "success" });
      onSaved(tenant);
    },
  });
  return { update, confirmation };
}
