"use client";

import { KeyRound } from "lucide-react";
import { useActionState, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input, PasswordInput } from "#ui/form/input.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { type Attempt, tryPasskey, trySignIn, untried } from "./attempt.ts";
import type { Credentials } from "./session-requests.ts";
import { clock, formText, SignInNotice, useCountdown } from "./sign-in-notice.tsx";
import { rememberedTenant } from "./sign-in-state.ts";

export type PasswordStepProps = {
  /** What stands in the fields at first. */
  typed: { tenant: string; email: string };
  leaveIfIn: (attempt: Attempt, tenant?: string) => Attempt;
  /** The password was right, and more is asked for. */
  onProved: (credentials: Credentials) => void;
};

/**
 * A function as the form's action: React keeps a submit that comes before its code has loaded and carries it out then,
 * and without any script the form leads nowhere, so the password cannot end up in a URL.
 */
export function PasswordStep({ typed, leaveIfIn, onProved }: PasswordStepProps) {
  const t = useTranslations();
  const [attempt, submit, pending] = useActionState(signIn, { ...untried, ...typed });
  const [isPasskeyPending, setIsPasskeyPending] = useState(false);
  const wait = useCountdown(attempt.until);
  const tenant = useRef<HTMLInputElement>(null);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  async function signIn(last: Attempt & typeof typed, form: FormData): Promise<Attempt & typeof typed> {
    if (form.get("way") === "passkey") {
      const { tenant: slug, email: address } = last;
      return { tenant: slug, email: address, ...leaveIfIn(await tryPasskey(t)) };
    }
    const who = { tenant: formText(form, "tenant").trim().toLowerCase(), email: formText(form, "email").trim() };
    const credentials = { ...who, password: formText(form, "password") };
    const outcome = await trySignIn(credentials);
    if (outcome === "second_factor") {
      onProved(credentials);
      return { ...untried, ...who };
    }
    return { ...who, ...leaveIfIn(outcome, who.tenant) };
  }

  useEffect(() => {
    if (!tenant.current || !email.current || document.activeElement !== document.body) return;
    if (tenant.current.value === "") tenant.current.value = rememberedTenant() ?? "";
    (tenant.current.value === "" ? tenant.current : email.current).focus();
  }, []);

  useEffect(() => {
    if (attempt.notice === "refused" && attempt.message === undefined) password.current?.focus();
  }, [attempt]);

  const busy = pending || attempt.leaving;
  return (
    <form
      action={submit}
      onSubmit={(event) => setIsPasskeyPending(isByPasskey(event.nativeEvent))}
      className="flex flex-col gap-4"
    >
      <SignInNotice
        notice={attempt.notice}
        message={attempt.message ?? t("signIn.tenantEMailOrPassword")}
        wait={wait}
      />
      <Field label={t("common.tenant")} hint={t("signIn.theShortNameOfYour")}>
        <Input
          ref={tenant}
          name="tenant"
          required
          defaultValue={attempt.tenant}
          maxLength={63}
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field label={t("common.eMail")}>
        <Input
          ref={email}
          name="email"
          type="email"
          required
          defaultValue={attempt.email}
          maxLength={254}
          autoComplete="username"
        />
      </Field>
      <Field label={t("common.password")}>
        <PasswordInput ref={password} name="password" required autoComplete="current-password" />
      </Field>
      <PageLink href="/reset-password" className="-mt-2 self-start text-xs text-accent-ink hover:underline">
        {t("signIn.forgotPassword")}
      </PageLink>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={busy && !isPasskeyPending}
        disabled={wait > 0 || (busy && isPasskeyPending)}
        className="w-full"
      >
        {wait > 0 ? t("signIn.wait", { clock: clock(wait) }) : t("common.signIn")}
      </Button>
      <Button
        type="submit"
        name="way"
        value="passkey"
        formNoValidate
        size="lg"
        busy={busy && isPasskeyPending}
        disabled={busy && !isPasskeyPending}
        className="w-full"
      >
        <KeyRound aria-hidden="true" />
        {t("signIn.signInWithAPasskey")}
      </Button>
    </form>
  );
}

const isByPasskey = (event: Event) =>
  event instanceof SubmitEvent && event.submitter instanceof HTMLButtonElement && event.submitter.name === "way";
