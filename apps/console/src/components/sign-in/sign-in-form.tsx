"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PasswordInput } from "./password-input.tsx";
import { rememberedTenant, rememberTenant } from "./remembered-tenant.ts";
import { returnPath } from "./return-path.ts";
import { SignInNotice, type SignInNoticeProps } from "./sign-in-notice.tsx";
import { startSession } from "./start-session.ts";
import { useCountdown } from "./use-countdown.ts";

type Attempt = {
  tenant: string;
  email: string;
  notice: SignInNoticeProps["notice"];
  until: number | null;
  leaving: boolean;
};

const untried: Attempt = { tenant: "", email: "", notice: null, until: null, leaving: false };

function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/**
 * A function as the form's action: React keeps a submit that comes before its code has loaded and carries it out then,
 * and without any script the form leads nowhere, so the password cannot end up in a URL.
 */
export function SignInForm({ callbackUrl }: { callbackUrl: string | null }) {
  const [attempt, submit, pending] = useActionState(signIn, untried);
  const wait = useCountdown(attempt.until);
  const tenant = useRef<HTMLInputElement>(null);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  async function signIn(_: Attempt, form: FormData): Promise<Attempt> {
    const who = { tenant: typed(form, "tenant").trim().toLowerCase(), email: typed(form, "email").trim() };
    const failure = await startSession({ ...who, password: typed(form, "password") });
    if (failure) {
      const until = failure.kind === "throttled" ? Date.now() + failure.seconds * 1000 : null;
      return { ...who, notice: failure.kind, until, leaving: false };
    }
    rememberTenant(who.tenant);
    window.location.assign(returnPath(callbackUrl, window.location.origin));
    return { ...who, notice: null, until: null, leaving: true };
  }

  useEffect(() => {
    if (!tenant.current || !email.current || document.activeElement !== document.body) return;
    if (tenant.current.value === "") tenant.current.value = rememberedTenant() ?? "";
    (tenant.current.value === "" ? tenant.current : email.current).focus();
  }, []);

  useEffect(() => {
    if (attempt.notice === "refused") password.current?.focus();
  }, [attempt]);

  return (
    <form action={submit} className="flex flex-col gap-4">
      <SignInNotice notice={attempt.notice} wait={wait} />
      <Field label="Tenant" hint="The short name of your organisation.">
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
      <Field label="E-mail">
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
      <Field label="Password">
        <PasswordInput ref={password} name="password" required autoComplete="current-password" />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={pending || attempt.leaving}
        disabled={wait > 0}
        className="mt-1 w-full"
      >
        {wait > 0 ? `Wait ${clock(wait)}` : "Sign in"}
      </Button>
    </form>
  );
}

/** 75 → "1:15". */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
