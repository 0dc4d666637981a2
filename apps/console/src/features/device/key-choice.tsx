"use client";

import type { UseFormRegisterReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
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
  const t = useTranslations();
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{t("device.keys")}</legend>
      {canMakeKeys ? (
        <>
          <LabelledRadio
            name="keys"
            label={t("device.makeThemInThisBrowser")}
            hint={t("device.youDownloadThePrivateKey")}
            checked={keys === "made"}
            onChoose={() => setKeys("made")}
          />
          <LabelledRadio
            name="keys"
            label={t("device.pasteAPublicKey")}
            hint={t("device.theDeviceHasItsOwn")}
            checked={keys === "pasted"}
            onChoose={() => setKeys("pasted")}
          />
        </>
      ) : (
        <Callout className="mb-2">{whyNone(t)}</Callout>
      )}
      {keys === "pasted" && (
        <Field
          label={t("common.publicKey")}
          required
          className="mt-2"
          error={error}
          hint={
            <>{t.rich("device.makeThePairOnThe", { code: (chunks) => <code className="font-mono">{chunks}</code> })}</>
          }
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} className="font-mono" {...field} />
        </Field>
      )}
    </fieldset>
  );
}

/** Browsers keep this part of themselves from pages that came over plain HTTP. */
function whyNone(t: Translate): string {
  return window.isSecureContext ? t("device.thisBrowserIsTooOld") : t("device.thisPageWasNotOpened");
}
