"use client";

import type { Permission } from "@portcullis/domain/permission";
import { useQuery } from "@tanstack/react-query";
import { Shield } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { whyNotChangeRole } from "#features/user/disabled-reasons.ts";
import { useTRPC } from "#trpc/client.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { RoleEditor } from "./role-editor.tsx";
import { RoleHeader } from "./role-header.tsx";
import { RoleHoldersPanel } from "./role-holders-panel.tsx";
import { permissionAreas, permissionLabels } from "./role-text.ts";
import { RolesSkeleton } from "./roles-view.tsx";

/** One role: what it permits, and who holds it. */
export function RoleView({ id }: { readonly id: string }) {
  const t = useTranslations();
  const me = useMe();
  const query = useQuery(useTRPC().role.get.queryOptions({ id }));
  return (
    <QueryView
      query={query}
      failure={t("role.thisRoleCouldNotBe")}
      skeleton={<RolesSkeleton />}
      gone={
        <StatePanel
          heading="h1"
          icon={<Shield />}
          title={t("role.thisRoleIsGone")}
          actions={<ButtonLink href="/roles">{t("role.allRoles")}</ButtonLink>}
        >
          {t("role.itWasDeleted")}
        </StatePanel>
      }
    >
      {(role) => {
        const disabledReason = whyNotChangeRole(t, me, role);
        return (
          <>
            <RoleHeader role={role} />
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
              <div className="grid min-w-0 gap-4">
                {disabledReason === undefined ? (
                  <RoleEditor key={role.id} role={role} />
                ) : (
                  <>
                    <Callout>{disabledReason}</Callout>
                    <RolePermissions permissions={role.permissions} />
                  </>
                )}
              </div>
              <RoleHoldersPanel role={role} />
            </div>
          </>
        );
      }}
    </QueryView>
  );
}

/** What a role permits, to be read only. */
function RolePermissions({ permissions }: { readonly permissions: readonly Permission[] }) {
  const t = useTranslations();
  const areas = permissionAreas(t)
    .map(({ name, permissions: all }) => ({ name, held: all.filter((permission) => permissions.includes(permission)) }))
    .filter(({ held }) => held.length > 0);
  return (
    <Panel title={t("common.permissions")} description={t("role.whatPeopleWithThisRole")}>
      {areas.length === 0 ? (
        <p className="text-sm text-ink-muted">{t("role.none")}</p>
      ) : (
        <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          {areas.map(({ name, held }) => (
            <div key={name}>
              <dt className="text-xs font-semibold text-ink-muted">{name}</dt>
              {held.map((permission) => (
                <dd key={permission} title={permission} className="mt-1">
                  {permissionLabels(t)[permission]}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
