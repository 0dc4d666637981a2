"use client";

import { Menu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { Kbd } from "#ui/kbd.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { menuItemClass } from "./menu-item-class.ts";

export type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode | undefined;
  danger?: boolean | undefined;
  /** Why it cannot be used; shown under its name. */
  disabledReason?: string | undefined;
  shortcut?: string | undefined;
} & ({ onSelect: () => void; href?: never } | { href: string; onSelect?: never });

/** An action, or with `href` a link. */
export function MenuItem({ children, icon, danger = false, disabledReason, shortcut, href, onSelect }: MenuItemProps) {
  const content = (
    <>
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {disabledReason !== undefined && (
          <span className="block max-w-60 text-xs text-ink-muted">{disabledReason}</span>
        )}
      </span>
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </>
  );
  if (href !== undefined && disabledReason === undefined) {
    return (
      <Menu.LinkItem closeOnClick render={<PageLink href={href} />} className={menuItemClass(danger)}>
        {content}
      </Menu.LinkItem>
    );
  }
  return (
    <Menu.Item disabled={disabledReason !== undefined} onClick={() => onSelect?.()} className={menuItemClass(danger)}>
      {content}
    </Menu.Item>
  );
}
