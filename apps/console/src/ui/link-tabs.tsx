"use client";

import { clsx } from "clsx";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { PageLink } from "./page-link.tsx";

export type LinkTab = {
  href: string;
  label: string;
  count?: number | undefined;
  /** Whether it is open; left out where its path says that. */
  current?: boolean | undefined;
};

/** Tabs of which each is a page with its own URL, so Back and a copied link work. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const pathname = usePathname();
  const open = tabs.find((tab) => tab.current ?? pathname === tab.href)?.href;
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = row.current?.querySelector(`[href="${open}"]`);
    // Where the row is wider than the screen, the open tab must not hide.
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [open]);
  return (
    <nav ref={row} aria-label={label} className="-mb-px flex gap-5 overflow-x-auto [scrollbar-width:none]">
      {tabs.map((tab) => {
        const current = tab.href === open;
        return (
          <PageLink
            key={tab.href}
            href={tab.href}
            scroll={false}
            aria-current={current ? "page" : undefined}
            className={clsx(
              "flex h-9 shrink-0 items-center gap-1.5 border-b-2 text-sm font-medium focus-visible:outline-offset-[-2px] pointer-coarse:h-11",
              current
                ? "border-accent text-ink"
                : "border-transparent text-ink-muted hover:border-line-strong hover:text-ink",
            )}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="rounded-full bg-pressed px-1.5 text-xs font-normal text-ink-muted tabular-nums">
                {tab.count.toLocaleString("en")}
              </span>
            )}
          </PageLink>
        );
      })}
    </nav>
  );
}
