"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { locale, messages } from "#i18n/translator.ts";
import { Toaster } from "#ui/feedback/toast.tsx";
import { TooltipLayer } from "#ui/overlay/tooltip.tsx";
import { Clock } from "#ui/time.tsx";

/** What every page stands on: sentences, theme, time, tooltips, toasts. */
export function Providers(props: { nonce: string | undefined; renderedAt: number; children: ReactNode }) {
  const { nonce, renderedAt, children } = props;
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="UTC">
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
    </IntlProvider>
  );
}
