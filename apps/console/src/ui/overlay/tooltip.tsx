"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";

/** A short hint on hover and focus. All tooltips share one popup, so that a table of hundreds stays light. */
export function Tooltip({ label, children }: { label: string | (() => string); children: ReactElement }) {
  return <Base.Trigger handle={tooltipHandle} payload={label} delay={400} closeOnClick={false} render={children} />;
}

/** The one popup of all tooltips; mounted once, in the root layout. */
export function TooltipLayer() {
  return (
    <Base.Root handle={tooltipHandle}>
      {({ payload }) => (
        <Base.Portal>
          <Base.Positioner sideOffset={6} collisionPadding={8} className="z-50">
            <Base.Popup className="max-w-72 rounded-md bg-tip px-2 py-1 text-xs text-on-tip transition-opacity duration-100 data-ending-style:opacity-0 data-instant:transition-none data-starting-style:opacity-0">
              {typeof payload === "function" ? payload() : payload}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      )}
    </Base.Root>
  );
}

/** A hint, or how to work it out when it is shown. */
type TooltipPayload = string | (() => string);

const tooltipHandle = Base.createHandle<TooltipPayload>();
