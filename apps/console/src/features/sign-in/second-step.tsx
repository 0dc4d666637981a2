"use client";

import { ArrowLeft, KeyRound } from "lucide-react";
import { useActionState, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { type Attempt, tryPasskey, trySignIn, untried } from "./attempt.ts";
import type { Credentials } from "./session-requests.ts";
import { clock, formText, SignInNotice, useCountdown } from "./sign-in-notice.tsx";

export type SecondStepProps = {
  /** Whose password was right. */
  credentials: Credentials;
  leaveIfIn: (attempt: Attempt, tenant?: string) => Attempt;
  onBack: () => void;
};

const wordings = (t: Translate) =>
  ({
    app: { label: t("signIn.code"), hint: t("signIn.theSixDigitsThatYour"), other: t("signIn.useARecoveryCode") },
    recovery: {
      label: t("common.recoveryCode"),
      hint: t("signIn.oneOfThoseThatYou"),
      other: t("signIn.useYourAuthenticatorApp"),
    },
  }) as const;

/** After the right password: a code of the app, a recovery code, or a passkey. */
export function SecondStep({ credentials, leaveIfIn, onBack }: SecondStepProps) {
  const t = useTranslations();
  const [attempt, submit, pending] = useActionState(signIn, untried);
  const [kind, setKind] = useState<keyof ReturnType<typeof wordings>>("app");
  const wait = useCountdown(attempt.until);
  const code = useRef<HTMLInputElement>(null);

  async function signIn(_: Attempt, form: FormData): Promise<Attempt> {
    if (form.get("way") === "passkey") return leaveIfIn(await tryPasskey(t, credentials), credentials.tenant);
    const outcome = await trySignIn({ ...credentials, code: formText(form, "code") });
    code.current?.focus();
    return outcome === "second_factor" ? { ...untried, notice: "refused" } : leaveIfIn(outcome, credentials.tenant);
  }

  useEffect(() => code.current?.focus(), []);

  function changeKind(): void {
    flushSync(() => setKind(kind === "app" ? "recovery" : "app"));
    code.current?.focus();
  }

  const busy = pending || attempt.leaving;
  const { label, hint, other } = wordings(t)[kind];
  return (
    <form action={submit} className="flex flex-col gap-4">
      <p className="-mt-3 text-sm text-ink-muted">{t("signIn.yourPasswordIsRightNow", { email: credentials.email })}</p>
      <SignInNotice notice={attempt.notice} message={attempt.message ?? t("signIn.thisCodeIsWrongOr")} wait={wait} />
      <Field key={kind} label={label} hint={hint}>
        <Input
          ref={code}
          name="code"
          required
          maxLength={40}
          inputMode={kind === "app" ? "numeric" : "text"}
          autoComplete={kind === "app" ? "one-time-code" : "off"}
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono tracking-wider"
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy} disabled={wait > 0} className="w-full">
        {wait > 0 ? t("signIn.wait", { clock: clock(wait) }) : t("common.signIn")}
      </Button>
      <Button type="submit" name="way" value="passkey" formNoValidate size="lg" disabled={busy} className="w-full">
        <KeyRound aria-hidden="true" />
        {t("common.useAPasskey")}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" size="sm" disabled={busy} onClick={onBack}>
          <ArrowLeft aria-hidden="true" />
          {t("signIn.back")}
        </Button>
        <Button variant="ghost" size="sm" disabled={busy} onClick={changeKind}>
          {other}
        </Button>
      </div>
    </form>
  );
}
