"use client";

import { type ConnectionSpan, connectionSpans } from "@portcullis/domain/device/connection";
import { clsx } from "clsx";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { spanLabel, spanName } from "./connection-span.ts";

/** Chooses for how long back connections are shown. */
export function SpanSwitch(props: { value: ConnectionSpan; onChange: (span: ConnectionSpan) => void }) {
  const t = useTranslations();
  const name = useId();
  return (
    <fieldset className="inline-flex rounded-md border border-line-strong p-0.5">
      <legend className="sr-only">{t("device.spanOfTime")}</legend>
      {connectionSpans.map((span) => (
        <label
          key={span}
          className={clsx(
            "cursor-pointer rounded-sm px-2 text-xs/6 font-medium has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:px-3 pointer-coarse:leading-8",
            span === props.value ? "bg-pressed text-ink" : "text-ink-muted hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            aria-label={t("device.the", { span: spanLabel(t, span) })}
            checked={span === props.value}
            onChange={() => props.onChange(span)}
          />
          {spanName(t, span)}
        </label>
      ))}
    </fieldset>
  );
}
