"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import { tooltipHandle } from "./tooltip-handle.ts";

/** A short hint on hover and focus. All tooltips share one popup, so that a table of hundreds stays light. */
export function Tooltip({ label, children }: { label: string | (() => string); children: ReactElement }) {
  return <Base.Trigger handle={tooltipHandle} payload={label} delay={400} closeOnClick={false} render={children} />;
}
