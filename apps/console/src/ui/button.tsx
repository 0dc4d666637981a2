"use client";

import { clsx } from "clsx";
import { Check, Copy } from "lucide-react";
import { type ButtonHTMLAttributes, type ReactNode, type Ref, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { Spinner } from "#ui/feedback/loading.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { Tooltip } from "#ui/overlay/tooltip.tsx";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class.ts";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  square?: boolean | undefined;
  /** Runs: keeps its width and the focus, takes no click. */
  busy?: boolean | undefined;
  /** Why it cannot be used now. The button stays reachable and says so. */
  disabledReason?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
};

export function Button({
  variant,
  size,
  square,
  busy,
  disabledReason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const blocked = busy === true || disabledReason !== undefined;
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      onClick={blocked ? (event) => event.preventDefault() : onClick}
      className={clsx(buttonClass({ variant, size, square }), className)}
    >
      {busy ? (
        <>
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
          <Spinner className="absolute" />
        </>
      ) : (
        children
      )}
    </button>
  );
  return disabledReason === undefined ? button : <Tooltip label={disabledReason}>{button}</Tooltip>;
}

type IconButtonProps = Omit<ButtonProps, "children" | "square" | "aria-label"> & {
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

/** Copies a value and says that it did. */
export function CopyButton({ value, label }: { value: string; label?: string }) {
  const t = useTranslations();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  }

  return (
    <>
      <IconButton
        size="sm"
        label={copied ? t("ui.copied") : (label ?? t("common.copy"))}
        icon={copied ? <Check className="text-success" /> : <Copy />}
        onClick={() => void copy().catch(() => setCopied(false))}
      />
      <span aria-live="polite" className="sr-only">
        {copied ? t("ui.copied") : ""}
      </span>
    </>
  );
}

/** Copies from a menu, which closes at once and so cannot say itself that it did. */
export async function copyText(t: Translate, what: string, value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    showToast({ message: t("ui.copied2", { what }), tone: "success", duration: 2500 });
  } catch {
    showToast({ message: t("ui.theBrowserDidNotLet", { what, value }), tone: "danger", duration: 15_000 });
  }
}

/** Saves a text as a file, from the page alone: nothing is asked of the server. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
