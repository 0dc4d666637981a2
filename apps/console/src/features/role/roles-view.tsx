"use client";

import type { RoleItem } from "@portcullis/domain/role";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { ButtonLink, PageLink } from "#ui/page-link.tsx";
import { inOrder, permissionAreas, permissionLabels } from "./role-text.ts";
import { RoleHoldersLink, RolesMatrix } from "./roles-matrix.tsx";

/** Who may do what: every role and every permission. */
export function RolesView() {
  const t = useTranslations();
  const query = useQuery(useTRPC().role.list.queryOptions({ limit: 100 }));
  const disabledReason = permissionRefusal(t, useMe(), "role:write");
  const words = (
    <>
      <Plus aria-hidden="true" />
      {t("common.newRole")}
    </>
  );
  return (
    <>
      <PageHeader
        title={t("common.roles")}
        description={t("role.whatPeopleMayDoIn")}
        actions={
          disabledReason === undefined ? (
            <ButtonLink href="/roles/new" variant="primary">
              {words}
            </ButtonLink>
          ) : (
            <Button disabledReason={disabledReason}>{words}</Button>
          )
        }
      />
      <QueryView query={query} failure={t("common.theRolesCouldNotBe")} skeleton={<RolesSkeleton />}>
        {({ items, total, nextCursor }) => (
          <>
            <RolesMatrix roles={inOrder(items)} />
            <RoleCards roles={inOrder(items)} />
            {nextCursor !== null && (
              <p className="mt-3 text-sm text-ink-muted">
                {t("role.theFirstOfRolesAre", { count: items.length, total: total.count })}
              </p>
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

/** The matrix for narrow screens: a card a role, with what it permits. */
function RoleCards({ roles }: { readonly roles: readonly RoleItem[] }) {
  const t = useTranslations();
  return (
    <ul className="grid gap-3 md:hidden">
      {roles.map((role) => (
        <li key={role.id} className="rounded-lg border border-line bg-surface p-4">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="min-w-0 text-base font-semibold wrap-anywhere">
              <PageLink href={`/roles/${role.id}`} className="hover:underline">
                {role.name}
              </PageLink>
            </h2>
            {role.system && <Badge>{t("role.systemRole")}</Badge>}
            <span className="ml-auto text-sm">
              <RoleHoldersLink role={role} />
            </span>
          </div>
          {role.description && <p className="mt-0.5 text-sm text-ink-muted">{role.description}</p>}
          <details className="mt-2 text-sm">
            <summary className="rounded-sm py-1 text-ink-muted">
              {role.permissions.length === 0
                ? t("role.noPermissions")
                : t("role.permissions", { count: role.permissions.length })}
            </summary>
            <PermissionList role={role} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function PermissionList({ role }: { readonly role: RoleItem }) {
  const t = useTranslations();
  if (role.permissions.length === 0) {
    return <p className="mt-1 text-ink-muted">{t("common.onlyTheirOwnProfileDevices")}</p>;
  }
  return (
    <dl className="mt-1 grid gap-2">
      {permissionAreas(t).map((area) => {
        const held = area.permissions.filter((permission) => role.permissions.includes(permission));
        if (held.length === 0) return null;
        return (
          <div key={area.name}>
            <dt className="text-xs text-ink-muted">{area.name}</dt>
            {held.map((permission) => (
              <dd key={permission}>{permissionLabels(t)[permission]}</dd>
            ))}
          </div>
        );
      })}
    </dl>
  );
}

/** The matrix on its way. */
export function RolesSkeleton() {
  return (
    <div aria-hidden="true" className="grid gap-4 rounded-lg border border-line bg-surface p-4">
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className="flex items-center gap-8">
          <Skeleton className="h-3 w-44" />
          <Skeleton className="h-3 w-4" />
          <Skeleton className="h-3 w-4" />
          <Skeleton className="h-3 w-4" />
        </div>
      ))}
    </div>
  );
}
