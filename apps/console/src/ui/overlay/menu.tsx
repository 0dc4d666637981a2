"use client";

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { popupClass } from "./popup-class.ts";

export type MenuProps = {
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
