import type { TenantDetail, UpdateTenant } from "@portcullis/domain/tenant";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { invalidate } from "#trpc/invalidate.ts";
import { showToast } from "#ui/feedback/toast.tsx";
import { isStale } from "#ui/form/conflict-form.tsx";
import { mergeEdits } from "#ui/form/merge-edits.ts";

/** With `seen`, what somebody else changed meanwhile is no obstacle where it is another setting. */
type TenantChange = UpdateTenant & { readonly seen?: TenantDetail };

/** The settings that a change is about. */
function settingsOf(from: TenantDetail | UpdateTenant, change: UpdateTenant): Partial<UpdateTenant> {
  const names = (Object.keys(change) as (keyof UpdateTenant)[]).filter((name) => name !== "ifUpdatedAt");
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

/**
 * Saves settings and shows them everywhere: the tenant's name stands in the frame, its limit on every user. `confirmation`
 * stands somewhere on the page: it asks who is there where that was long ago.
 */
export function useUpdateTenant(onSaved?: (tenant: TenantDetail) => void) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const queryClient = useQueryClient();
  const router = useRouter();
  const update = useMutation({
    mutationFn: ({ seen, ...change }: TenantChange) =>
      confirmed(async () => {
        try {
          return await client.tenant.update.mutate(change);
        } catch (error) {
          if (!seen || !isStale(error)) throw error;
          const theirs = await client.tenant.get.query();
          queryClient.setQueryData(trpc.tenant.get.queryKey(), theirs);
          if (
            mergeEdits(settingsOf(seen, change), settingsOf(change, change), settingsOf(theirs, change)).conflicts
              .length > 0
          )
            throw error;
          return client.tenant.update.mutate({ ...change, ifUpdatedAt: theirs.updatedAt });
        }
      }),
    onSuccess: (tenant) => {
      queryClient.setQueryData(trpc.tenant.get.queryKey(), tenant);
      void invalidate(queryClient, { nouns: ["tenant"] });
      router.refresh();
      showToast({ message: t("tenant.settingsSaved"), tone: "success" });
      onSaved?.(tenant);
    },
  });
  return { update, confirmation };
}

/** Why whoever is signed in cannot change the settings; undefined where they can. */
export function useWriteDisabledReason(): string | undefined {
  return permissionRefusal(useTranslations(), useMe(), "tenant:write");
}
