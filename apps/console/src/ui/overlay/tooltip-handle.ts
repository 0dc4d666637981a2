import { Tooltip } from "@base-ui/react/tooltip";

/** A hint, or how to work it out when it is shown. */
export type TooltipPayload = string | (() => string);

export const tooltipHandle = Tooltip.createHandle<TooltipPayload>();
