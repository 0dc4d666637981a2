"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";

type MenuProps = {
  /** The element that opens it, with its own accessible name. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end" | undefined;
  side?: "top" | "bottom" | undefined;
};

/** Actions on one thing. */
export function Menu({ trigger, children, align = "end", side = "bottom" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-40 outline-hidden">
          <Base.Popup className={popupClass("max-h-(--available-height) min-w-48 overflow-y-auto p-1")}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = {
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
      <Base.LinkItem closeOnClick render={<PageLink href={href} />} className={menuItemClass(danger)}>
        {content}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item disabled={disabledReason !== undefined} onClick={() => onSelect?.()} className={menuItemClass(danger)}>
      {content}
    </Base.Item>
  );
}

/** One line of a menu. */
function menuItemClass(danger = false): string {
  return clsx(
    "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-hidden select-none pointer-coarse:min-h-10",
    "data-disabled:text-ink-faint [&_svg]:size-4 [&_svg]:shrink-0",
    danger
      ? "text-danger-ink data-highlighted:bg-danger-soft data-disabled:data-highlighted:bg-hover"
      : "text-ink data-highlighted:bg-hover [&_svg]:text-ink-muted",
  );
}

/** One of several, in a menu that stays open. */
export function MenuRadioGroup<Value extends string>(props: {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
}) {
  return (
    <Base.RadioGroup aria-label={props.label} value={props.value} onValueChange={props.onValueChange}>
      {props.options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick={false} className={menuItemClass()}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Base.RadioItemIndicator>
            <Check aria-hidden="true" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** A line between groups of a menu. */
export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

/** What floats above the page: menus, lists of a select. */
export function popupClass(className?: string): string {
  return clsx(
    "origin-(--transform-origin) rounded-lg bg-raised text-ink shadow-raised outline-hidden",
    "transition-[scale,opacity] duration-100 ease-quick",
    "data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
    className,
  );
}
