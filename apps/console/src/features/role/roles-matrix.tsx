"use client";

import type { RoleItem } from "@portcullis/domain/role";
import { Check } from "lucide-react";
import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { countText } from "#ui/count-text.ts";
import { PageLink } from "#ui/page-link.tsx";
import { permissionAreas, permissionLabels } from "./role-text.ts";

/** A row a permission, a column a role; headings and first column stay in sight while it scrolls. Wide screens only. */
export function RolesMatrix({ roles }: { readonly roles: readonly RoleItem[] }) {
  const t = useTranslations();
  return (
    <section
      aria-label={t("role.rolesAndTheirPermissions")}
      // Scrolls both ways, so the keyboard must be able to reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="relative hidden max-h-[calc(100dvh-9rem)] overflow-auto rounded-lg border border-line bg-surface md:block"
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-20 min-w-56 border-b border-line bg-sunken px-4 py-2 text-start text-xs font-medium text-ink-muted"
            >
              {t("role.permission")}
            </th>
            {roles.map((role) => (
              <th
                key={role.id}
                scope="col"
                className="sticky top-0 z-10 min-w-28 border-b border-l border-line bg-sunken px-3 py-2 text-start align-top font-normal"
              >
                <PageLink
                  href={`/roles/${role.id}`}
                  title={role.description ?? undefined}
                  className="block max-w-44 truncate font-medium hover:underline"
                >
                  {role.name}
                </PageLink>
                <span className="flex flex-col text-xs text-ink-muted">
                  <span>{role.system ? t("role.systemRole") : t("role.ownRole")}</span>
                  <RoleHoldersLink role={role} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionAreas(t).map((area) => (
            <Fragment key={area.name}>
              <tr>
                <th
                  scope="colgroup"
                  colSpan={roles.length + 1}
                  className="border-b border-line bg-sunken py-1 text-start text-xs font-semibold"
                >
                  <span className="sticky left-0 px-4">{area.name}</span>
                </th>
              </tr>
              {area.permissions.map((permission) => (
                <tr key={permission} className="group">
                  <th
                    scope="row"
                    title={permission}
                    className="sticky left-0 z-[1] border-b border-line bg-surface px-4 py-1.5 text-start font-normal group-hover:bg-hover"
                  >
                    {permissionLabels(t)[permission]}
                  </th>
                  {roles.map((role) => (
                    <td key={role.id} className="border-b border-l border-line px-3 py-1.5 group-hover:bg-hover">
                      {role.permissions.includes(permission) ? (
                        <>
                          <Check aria-hidden="true" className="size-4 text-success-ink" />
                          <span className="sr-only">{t("role.yes")}</span>
                        </>
                      ) : (
                        <>
                          <span aria-hidden="true" className="text-ink-faint">
                            –
                          </span>
                          <span className="sr-only">{t("role.no")}</span>
                        </>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How many people hold a role, directly or through groups, leading to them for those who may see people. */
export function RoleHoldersLink({ role }: { readonly role: Pick<RoleItem, "id" | "name" | "holders"> }) {
  const t = useTranslations();
  const { users } = role.holders;
  const mayRead = useMe().permissions.includes("user:read");
  const people = countText(t, "person", users);
  if (users === 0 || !mayRead) return <span>{users === 0 ? t("role.nobody") : people}</span>;
  return (
    <PageLink
      href={`/users?role=${role.id}`}
      aria-label={t("role.withTheRole", { peopleCount: people, name: role.name })}
      className="text-accent-ink hover:underline"
    >
      {people}
    </PageLink>
  );
}
