"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { requestPasswordReset } from "@portcullis/domain/password-reset";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { ButtonLink, PageLink } from "#ui/page-link.tsx";
import { OpenLink } from "./choose-password.tsx";
import { rememberedTenant, useLinkToken } from "./sign-in-state.ts";

/** With a link: choose a new password. Without: ask for one. */
export function PasswordResetView({ mailIsOn }: { readonly mailIsOn: boolean }) {
  const token = useLinkToken();
  if (token === null) return <Skeleton className="mt-4 h-40 w-full" />;
  return token === "" ? <AskForLink mailIsOn={mailIsOn} /> : <OpenLink key={token} token={token} />;
}

/** Asks for a mail with a link; where no mail is sent, says who can make one. The answer is the same for everybody. */
function AskForLink({ mailIsOn }: { readonly mailIsOn: boolean }) {
  const t = useTranslations();
  const form = useForm({ resolver: zodResolver(requestPasswordReset), defaultValues: { tenant: "", email: "" } });
  const requestLink = useMutation(useTRPC().passwordReset.request.mutationOptions());
  const { errors } = form.formState;
  useEffect(() => {
    if (form.getValues("tenant") === "") form.setValue("tenant", rememberedTenant() ?? "");
  }, [form]);

  if (!mailIsOn) {
    return (
      <>
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">{t("signIn.forgotYourPassword")}</h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">{t("signIn.thisPortcullisSendsNoMail")}</p>
        <ButtonLink href="/sign-in">{t("signIn.backToTheSignIn")}</ButtonLink>
      </>
    );
  }
  if (requestLink.isSuccess) {
    return (
      <div aria-live="polite">
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">{t("signIn.checkYourMail")}</h1>
        <p className="mt-2 text-base text-ink-muted">
          {t("signIn.ifThereIsAnAccount", { email: form.getValues("email"), tenant: form.getValues("tenant") })}
        </p>
        <p className="mt-4 mb-6 text-sm text-ink-muted">{t("signIn.nothingArrivedCheckTheSpam")}</p>
        <ButtonLink href="/sign-in">{t("signIn.backToTheSignIn")}</ButtonLink>
      </div>
    );
  }
  const failure = requestLink.isError ? describeApiError(requestLink.error) : undefined;
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">{t("signIn.forgotYourPassword")}</h1>
      <p className="mt-1 mb-6 text-base text-ink-muted">{t("signIn.weMailYouALink")}</p>
      <Form onSubmit={() => void form.handleSubmit((who) => requestLink.mutate(who))()}>
        <Field label={t("common.tenant")} required hint={t("signIn.theShortNameOfYour")} error={errors.tenant?.message}>
          <Input autoComplete="organization" autoCapitalize="none" spellCheck={false} {...form.register("tenant")} />
        </Field>
        <Field label={t("common.eMail")} required error={errors.email?.message}>
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
        <div aria-live="assertive" className="empty:hidden">
          {failure && (
            <Callout tone="danger">
              {failure.data.retryAfter === undefined
                ? failure.message
                : t("signIn.aLinkWasAskedFor", { minutes: Math.ceil(failure.data.retryAfter / 60) })}
            </Callout>
          )}
        </div>
        <Button type="submit" variant="primary" size="lg" busy={requestLink.isPending} className="mt-1 w-full">
          {t("signIn.mailMeALink")}
        </Button>
      </Form>
      <p className="mt-6 text-sm">
        <PageLink href="/sign-in" className="text-ink-muted underline hover:text-ink">
          {t("signIn.backToTheSignIn")}
        </PageLink>
      </p>
    </>
  );
}
