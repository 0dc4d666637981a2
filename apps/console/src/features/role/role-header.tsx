"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { useMutation } from "@tanstack/react-query";
import { Copy, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { whyNotDeleteRole } from "#features/user/disabled-reasons.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { ButtonLink } from "#ui/page-link.tsx";

/** What the role is called, and what can be done with it as a whole. */
export function RoleHeader({ role }: { readonly role: RoleDetail }) {
  const t = useTranslations();
  const me = useMe();
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <>
      <PageHeader
        title={role.name}
        description={role.description ?? undefined}
        back={{ href: "/roles", label: t("common.roles") }}
        marks={role.system && <Badge>{t("role.systemRole")}</Badge>}
        actions={
          <>
            {me.permissions.includes("role:write") && (
              <ButtonLink href={`/roles/new?from=${role.id}`}>
                <Copy aria-hidden="true" />
                {t("role.newRoleLikeThis")}
              </ButtonLink>
            )}
            <Button
              variant="danger-quiet"
              disabledReason={whyNotDeleteRole(t, me, role)}
              onClick={() => setIsDeleting(true)}
            >
              <Trash2 aria-hidden="true" />
              {t("common.delete")}
            </Button>
          </>
        }
      />
      {isDeleting && <DeleteRoleDialog role={role} onClose={() => setIsDeleting(false)} />}
    </>
  );
}

/** Asks before a role goes. Where somebody was given it meanwhile, the API says who, and nothing happens. */
function DeleteRoleDialog({ role, onClose }: { readonly role: RoleDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const invalidate = useInvalidate();
  const remove = useMutation(
    useTRPC().role.delete.mutationOptions({
      onSuccess: () => {
        invalidate({ nouns: ["role"], gone: role.id });
        showToast({ message: t("role.theRoleIsDeleted", { name: role.name }), tone: "success" });
        router.replace("/roles");
      },
    }),
  );
  return (
    <AlertDialog
      onClose={onClose}
      title={t("role.delete", { name: role.name })}
      description={t("role.nobodyHoldsThisRoleSo")}
      busy={remove.isPending || remove.isSuccess}
      error={remove.error ? describeApiError(remove.error).message : undefined}
      action={{ label: t("common.delete"), onAction: () => remove.mutate({ id: role.id }) }}
    />
  );
}
