"use client";

import { clsx } from "clsx";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { PageLink } from "#ui/page-link.tsx";
import { destinationOf, destinations } from "./destinations.ts";

/** The list of places; those that the reader may not enter are left out. */
export function Navigation(props: { onNavigate?: (() => void) | undefined }) {
  const t = useTranslations();
  const { permissions } = useMe();
  const pathname = usePathname();
  const shown = destinations(t).filter(({ needs }) => needs === null || permissions.includes(needs));
  const here = destinationOf(pathname, shown)?.href;
  return (
    <nav aria-label={t("shell.main")}>
      <ul className="flex flex-col gap-0.5">
        {shown.map(({ href, label, icon: Icon }) => {
          const current = href === here;
          return (
            <li key={href}>
              <PageLink
                href={href}
                {...(props.onNavigate ? { onClick: props.onNavigate } : {})}
                aria-current={current ? "page" : undefined}
                className={clsx(
                  "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium pointer-coarse:h-11",
                  current ? "bg-pressed text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
                )}
              >
                <Icon aria-hidden="true" className="size-4" />
                {label}
              </PageLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
