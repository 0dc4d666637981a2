"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import { tooltipHandle } from "./tooltip-handle.ts";

/** The one popup of all tooltips; mounted once, in the root layout. */
export function TooltipLayer() {
  return (
    <Tooltip.Root handle={tooltipHandle}>
      {({ payload }) => (
        <Tooltip.Portal>
          <Tooltip.Positioner sideOffset={6} collisionPadding={8} className="z-50">
            <Tooltip.Popup className="max-w-72 rounded-md bg-tip px-2 py-1 text-xs text-on-tip transition-opacity duration-100 data-ending-style:opacity-0 data-instant:transition-none data-starting-style:opacity-0">
              {typeof payload === "function" ? payload() : payload}
            </Tooltip.Popup>
          </Tooltip.Positioner>
        </Tooltip.Portal>
      )}
    </Tooltip.Root>
  );
}
