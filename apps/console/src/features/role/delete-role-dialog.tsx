"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";
import { AlertDialog } from "#ui/overlay/alert-dialog.tsx";
import { useRefreshRoles } from "./use-refresh-roles.ts";

/** Asks before a role goes. Where somebody was given it meanwhile, the API says who, and nothing happens. */
export function DeleteRoleDialog({ role, onClose }: { readonly role: RoleDetail; readonly onClose: () => void }) {
  const router = useRouter();
  const refresh = useRefreshRoles();
  const remove = useMutation(
    useTRPC().role.delete.mutationOptions({
      onSuccess: () => {
        refresh(role.id);
        showToast({ message: `The role ${role.name} is deleted`, tone: "success" });
        router.replace("/roles");
      },
    }),
  );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${role.name}`}
      description="Nobody holds this role, so nobody loses anything. It cannot be brought back; its events stay in the audit log."
      busy={remove.isPending || remove.isSuccess}
      error={remove.error ? describeApiError(remove.error).message : undefined}
      action={{ label: "Delete", onAction: () => remove.mutate({ id: role.id }) }}
    />
  );
}
