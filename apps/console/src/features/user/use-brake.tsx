"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { describeApiError } from "#trpc/client.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { isTypedNumber } from "#ui/form/typed-number.ts";

interface BrakeFieldProps {
  /** How many people it is about: what has to be typed. */
  readonly number: number;
  /** Why it has to be typed. */
  readonly children: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Says why a number has to be typed by hand, and takes it. */
function BrakeField({ number, children, value, onChange }: BrakeFieldProps) {
  const t = useTranslations();
  return (
    <div aria-live="polite" className="grid gap-4">
      <Callout tone="warning">{children}</Callout>
      <Field label={t("user.typeTheNumberToConfirm", { number })}>
        <Input
          value={value}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-32 tabular-nums"
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    </div>
  );
}

/** The number that the brake asked for; undefined where a call failed for another reason. */
function brakeNumberOf(error: unknown): number | undefined {
  const { reason, brake } = describeApiError(error).data;
  return reason === "brake" && brake ? brake.within + brake.losing : undefined;
}

/** A number that has to be typed, and why. */
export interface AskedNumber {
  readonly number: number;
  readonly sentence: string;
}

/**
 * For calls that take access from somebody: once the API has asked for the number, `field` takes it and `typed` is what the
 * next call sends. Another number is asked for anew where the count has changed meanwhile.
 * @param known what is asked for from the beginning
 */
export function useBrake(known?: AskedNumber) {
  const t = useTranslations();
  const [refused, setRefused] = useState<AskedNumber>();
  const asked = refused ?? known;
  const [value, setValue] = useState("");
  const isTyped = asked !== undefined && isTypedNumber(value, asked.number);

  function onError(error: unknown): void {
    const number = brakeNumberOf(error);
    if (number === undefined) return;
    setRefused({ number, sentence: describeApiError(error).message });
    setValue("");
  }

  return {
    onError,
    /** Whether it is the brake's, and `field` shows it. */
    isBrake: (error: unknown) => brakeNumberOf(error) !== undefined,
    typed: isTyped ? asked.number : undefined,
    disabledReason: asked && !isTyped ? t("user.typeTheNumberFirst", { number: asked.number }) : undefined,
    field: asked && (
      <BrakeField number={asked.number} value={value} onChange={setValue}>
        {asked.sentence}
      </BrakeField>
    ),
  };
}
