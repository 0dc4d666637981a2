"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { newPassword, passwordMinLength } from "@portcullis/domain/password";
import type { OpenPasswordReset } from "@portcullis/domain/password-reset";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { ErrorState } from "#ui/feedback/error-state.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input, PasswordInput } from "#ui/form/input.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { rememberTenant } from "./sign-in-state.ts";

const choice = z.object({ password: newPassword });

/** Sets the password; then there is the way to the sign-in, where a second factor is asked for as ever. */
function ChoosePassword({ token, reset }: { readonly token: string; readonly reset: OpenPasswordReset }) {
  const t = useTranslations();
  const form = useForm({ resolver: zodResolver(choice), defaultValues: { password: "" } });
  const complete = useMutation(
    useTRPC().passwordReset.complete.mutationOptions({
      onSuccess: ({ tenant }) => rememberTenant(tenant.slug),
      onError: (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "password") form.setError("password", { message }, { shouldFocus: true });
      },
    }),
  );
  if (complete.isSuccess) {
    return (
      <div aria-live="polite">
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">{t("signIn.yourPasswordIsSet")}</h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">
          {t("signIn.youAreSignedOutEverywhere", { name: reset.tenant.name })}
        </p>
        <ButtonLink href="/sign-in" variant="primary" size="lg">
          {t("common.signIn")}
        </ButtonLink>
      </div>
    );
  }
  const failure = complete.isError ? describeApiError(complete.error) : undefined;
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">{t("signIn.chooseANewPassword")}</h1>
      <p className="mt-1 mb-6 text-base text-ink-muted">
        {t("signIn.forYourAccountOfSetting", { name: reset.tenant.name })}
      </p>
      <Form onSubmit={() => void form.handleSubmit(({ password }) => complete.mutate({ token, password }))()}>
        <Field label={t("common.eMail")}>
          <Input type="email" autoComplete="username" readOnly value={reset.email} />
        </Field>
        <Field
          label={t("common.newPassword")}
          required
          error={form.formState.errors.password?.message}
          hint={t("common.atLeastCharactersSeveralWords", { passwordMinLength })}
        >
          <PasswordInput autoComplete="new-password" {...form.register("password")} />
        </Field>
        <div aria-live="assertive" className="empty:hidden">
          {failure && failure.data.field !== "password" && <Callout tone="danger">{failure.message}</Callout>}
        </div>
        <Button type="submit" variant="primary" size="lg" busy={complete.isPending} className="mt-1 w-full">
          {t("signIn.setPassword")}
        </Button>
      </Form>
    </>
  );
}

/** What a link opens: the choice of a password, or why there is none. */
export function OpenLink({ token }: { readonly token: string }) {
  const t = useTranslations();
  const client = useTRPCClient();
  const found = useQuery({
    queryKey: ["password-reset", token],
    queryFn: () => client.passwordReset.inspect.mutate({ token }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (found.isPending) return <LinkSkeleton />;
  if (found.isSuccess) return <ChoosePassword token={token} reset={found.data} />;
  const { message, data } = describeApiError(found.error);
  if (data.reason === "link_void" || data.code === "BAD_REQUEST") {
    return (
      <>
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">
          {t("signIn.thisLinkDoesNotWork")}
        </h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">{message}</p>
        <div className="flex flex-wrap items-center gap-4">
          {/* Not a link of the router: the page has to forget this one. */}
          <a href="/reset-password" className="text-sm underline">
            {t("signIn.askForAnotherLink")}
          </a>
          <ButtonLink href="/sign-in">{t("common.signIn")}</ButtonLink>
        </div>
      </>
    );
  }
  return (
    <ErrorState
      heading="h1"
      title={t("signIn.theLinkCouldNotBe")}
      message={message}
      requestId={data.requestId}
      onRetry={() => void found.refetch()}
      retrying={found.isFetching}
    />
  );
}

function LinkSkeleton() {
  const t = useTranslations();
  return (
    <div aria-live="polite" className="mt-4 grid gap-4">
      <span className="sr-only">{t("signIn.lookingTheLinkUp")}</span>
      <Skeleton className="h-7 w-3/4" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="mt-2 h-8 w-full" />
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
