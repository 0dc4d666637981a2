"use client";

import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { LabelledRadio } from "#components/ui/labelled-radio.tsx";
import type { useRegisterDevice } from "./use-register-device.ts";

export type KeyChoiceProps = Pick<ReturnType<typeof useRegisterDevice>, "form" | "keys" | "setKeys" | "canMakeKeys">;

/** Where the device's keys come from: made here, or the public one pasted. */
export function KeyChoice({ form, keys, setKeys, canMakeKeys }: KeyChoiceProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">Keys</legend>
      {canMakeKeys ? (
        <>
          <LabelledRadio
            name="keys"
            label="Make them in this browser"
            hint="You take the private key along in a file; it is sent to nobody."
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
          error={form.formState.errors.publicKey?.message}
          hint={
            <>
              Make the pair on the device with <code className="font-mono">wg genkey | tee privatekey | wg pubkey</code>{" "}
              and paste what it prints.
            </>
          }
        >
          <Input
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
            {...form.register("publicKey")}
          />
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
