"use client";

import type { UseFormRegisterReturn } from "react-hook-form";
import { Callout } from "#ui/feedback/callout.tsx";
import { LabelledRadio } from "#ui/form/checkbox.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import type { Keys } from "./use-keys.ts";

export interface KeyChoiceProps {
  readonly keys: Keys;
  readonly setKeys: (keys: Keys) => void;
  readonly canMakeKeys: boolean;
  /** Of the form's field for a pasted one. */
  readonly field: UseFormRegisterReturn;
  readonly error: string | undefined;
}

/** Where the device's keys come from: made here, or the public one pasted. */
export function KeyChoice({ keys, setKeys, canMakeKeys, field, error }: KeyChoiceProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">Keys</legend>
      {canMakeKeys ? (
        <>
          <LabelledRadio
            name="keys"
            label="Make them in this browser"
            hint="You download the private key in a file; it is sent to nobody."
            checked={keys === "made"}
            onChoose={() => setKeys("made")}
          />
          <LabelledRadio
            name="keys"
            label="Paste a public key"
            hint="The device has its own pair, and keeps the private key."
            checked={keys === "pasted"}
            onChoose={() => setKeys("pasted")}
          />
        </>
      ) : (
        <Callout className="mb-2">{whyNone()}</Callout>
      )}
      {keys === "pasted" && (
        <Field
          label="Public key"
          required
          className="mt-2"
          error={error}
          hint={
            <>
              Make the pair on the device with <code className="font-mono">wg genkey | tee privatekey | wg pubkey</code>{" "}
              and paste what it prints.
            </>
          }
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" {...field} />
        </Field>
      )}
    </fieldset>
  );
}

/** Browsers keep this part of themselves from pages that came over plain HTTP. */
function whyNone(): string {
  return window.isSecureContext
    ? "This browser is too old to make WireGuard keys. Make them on the device and paste the public one."
    : "This page was not opened over HTTPS, so the browser makes no keys here. Make them on the device and paste the public one.";
}
