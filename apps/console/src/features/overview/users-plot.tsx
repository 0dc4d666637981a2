"use client";

import type { Overview } from "@portcullis/domain/overview";
import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { UserStatus } from "#features/user/user-status.tsx";
import { PageLink, SmallLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { totalText } from "./plot-text.ts";

const variants = { active: "bg-success", pending: "bg-warning", inactive: "bg-neutral" } as const;
const statuses = ["active", "pending", "inactive"] as const;

/** The users by status: as shares of one bar, and as counts that lead to the list. */
export function UsersPlot({ users }: { readonly users: Overview["users"] }) {
  const t = useTranslations();
  return (
    <Panel title={t("common.users")} actions={<SmallLink href="/users">{t("common.allUsers")}</SmallLink>}>
      <div aria-hidden="true" className="flex h-2 gap-0.5 overflow-hidden rounded-full bg-pressed">
        {statuses.map((status) => (
          <div key={status} className={clsx("min-w-px", variants[status])} style={{ flexGrow: users[status].count }} />
        ))}
      </div>
      <ul className="mt-3 grid gap-1 text-sm">
        {statuses.map((status) => (
          <li key={status}>
            <PageLink
              href={`/users?status=${status}`}
              className="-mx-2 flex min-h-8 items-center justify-between gap-3 rounded-md px-2 hover:bg-hover pointer-coarse:min-h-11"
            >
              <UserStatus status={status} />
              <span className="font-medium tabular-nums">{totalText(users[status])}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
