"use client";

import type { ReactNode } from "react";
import { Tooltip } from "#ui/overlay/tooltip.tsx";
import { Button, type ButtonProps } from "./button.tsx";

export type IconButtonProps = Omit<ButtonProps, "children" | "square" | "aria-label"> & {
  /** Its accessible name, shown as a tooltip. */
  label: string;
  icon: ReactNode;
};

export function IconButton({ label, icon, variant = "ghost", disabledReason, ...rest }: IconButtonProps) {
  const button = (
    <Button {...rest} variant={variant} disabledReason={disabledReason} square aria-label={label}>
      {icon}
    </Button>
  );
  return disabledReason === undefined ? <Tooltip label={label}>{button}</Tooltip> : button;
}
