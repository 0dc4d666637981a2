"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { AccountMenu, type Person } from "./account-menu.tsx";
import { Navigation } from "./navigation.tsx";

export type SidebarProps = {
  tenant: { name: string; slug: string };
  person: Person;
  onNavigate?: (() => void) | undefined;
};

/** Tenant above, places in the middle, account below. */
export function Sidebar({ tenant, person, onNavigate }: SidebarProps) {
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <TenantName tenant={tenant} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Navigation onNavigate={onNavigate} />
      </div>
      <AccountMenu person={person} />
    </div>
  );
}

/** Whose network this is. */
function TenantName({ tenant }: { tenant: { name: string; slug: string } }) {
  const t = useTranslations();
  return (
    <div className="flex min-w-0 items-center gap-2.5 px-1.5 py-1">
      <Mark className="size-7" />
      <p className="min-w-0 leading-tight">
        <span className="block truncate text-sm font-semibold">{tenant.name}</span>
        <span className="block truncate text-xs text-ink-muted">{t("shell.portcullis")}</span>
      </p>
    </div>
  );
}

/** The portcullis: the product's mark. Decorative beside its name. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={clsx("shrink-0", className)}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M9.5 8v13.5l1.5 2.5 1.5-2.5V8M14.5 8v13.5L16 24l1.5-2.5V8M19.5 8v13.5L21 24l1.5-2.5V8M7 11.25h18v2.25H7zM7 16.75h18V19H7z"
        className="fill-on-accent"
      />
    </svg>
  );
}
