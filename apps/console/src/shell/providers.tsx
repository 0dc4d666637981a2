"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Clock } from "#ui/clock.tsx";
import { Toaster } from "#ui/feedback/toaster.tsx";
import { TooltipLayer } from "#ui/overlay/tooltip-layer.tsx";

/** What every page stands on: theme, time, tooltips, toasts. */
export function Providers(props: { nonce: string | undefined; renderedAt: number; children: ReactNode }) {
  const { nonce, renderedAt, children } = props;
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      enableColorScheme={false}
      disableTransitionOnChange
      {...(nonce === undefined ? {} : { nonce })}
    >
      <Clock renderedAt={renderedAt}>
        <div className="isolate">{children}</div>
        <TooltipLayer />
        <Toaster />
      </Clock>
    </ThemeProvider>
  );
}
