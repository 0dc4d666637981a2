"use client";

import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Callout } from "#ui/feedback/callout.tsx";
import { Button, copyText } from "./button.tsx";

interface CodeBoxProps {
  /** What it is, for a screen reader. */
  readonly label: string;
  /** Stands above it, such as the name of the file. */
  readonly title: ReactNode;
  /** Every line as it is; one that is too long wraps. */
  readonly text: string;
  /** What can be done with it. */
  readonly actions: ReactNode;
}

/** Lines for a machine, to be taken along. */
export function CodeBox({ label, title, text, actions }: CodeBoxProps) {
  return (
    <section aria-label={label} className="overflow-hidden rounded-md border border-line">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line bg-sunken py-1.5 pr-1.5 pl-3">
        <h3 className="min-w-0 text-xs font-medium wrap-anywhere">{title}</h3>
        <div className="flex flex-wrap gap-2">{actions}</div>
      </header>
      <pre className="px-3 py-2.5 font-mono text-xs leading-5 break-all whitespace-pre-wrap">{text}</pre>
    </section>
  );
}

interface TokenCommandProps {
  readonly token: string;
  /** What takes the token where it is needed, with it inside. */
  readonly command: string;
  /** Where the command is run, and what it does. */
  readonly instructions: string;
  /** What whoever else holds the token can do. */
  readonly risk: string;
}

/** A token, this once, in the command that needs it. */
export function TokenCommand({ token, command, instructions, risk }: TokenCommandProps) {
  const t = useTranslations();
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning">{t("ui.theTokenIsShownOnly", { risk })}</Callout>
      <p className="text-base text-ink">{instructions}</p>
      <CodeBox
        label={t("ui.command")}
        title={t("ui.command")}
        text={command}
        actions={
          <>
            <Button size="sm" onClick={() => void copyText(t, t("ui.token"), token)}>
              <Copy aria-hidden="true" />
              {t("ui.copyToken")}
            </Button>
            <Button size="sm" onClick={() => void copyText(t, t("ui.command"), command)}>
              <Copy aria-hidden="true" />
              {t("ui.copyCommand")}
            </Button>
          </>
        }
      />
    </div>
  );
}
