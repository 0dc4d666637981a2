"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { newPassword, passwordMinLength } from "@portcullis/domain/password";
import type { OpenPasswordReset } from "@portcullis/domain/password-reset";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
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
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em]">Your password is set</h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">
          You are signed out everywhere. Sign in to {reset.tenant.name} with the new one.
        </p>
        <ButtonLink href="/sign-in" variant="primary" size="lg">
          Sign in
        </ButtonLink>
      </div>
    );
  }
  const failure = complete.isError ? describeApiError(complete.error) : undefined;
  return (
    <>
      <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">Choose a new password</h1>
      <p className="mt-1 mb-6 text-base text-ink-muted">
        For your account of {reset.tenant.name}. Setting it signs you out everywhere.
      </p>
      <Form onSubmit={() => void form.handleSubmit(({ password }) => complete.mutate({ token, password }))()}>
        <Field label="E-mail">
          <Input type="email" autoComplete="username" readOnly value={reset.email} />
        </Field>
        <Field
          label="New password"
          required
          error={form.formState.errors.password?.message}
          hint={`At least ${passwordMinLength} characters. Several words in a row are easy to remember; no symbols or digits are needed.`}
        >
          <PasswordInput autoComplete="new-password" {...form.register("password")} />
        </Field>
        <div aria-live="assertive" className="empty:hidden">
          {failure && failure.data.field !== "password" && <Callout tone="danger">{failure.message}</Callout>}
        </div>
        <Button type="submit" variant="primary" size="lg" busy={complete.isPending} className="mt-1 w-full">
          Set password
        </Button>
      </Form>
    </>
  );
}

/** What a link opens: the choice of a password, or why there is none. */
export function OpenLink({ token }: { readonly token: string }) {
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
        <h1 className="mt-4 text-xl font-semibold tracking-[-0.01em] text-balance">This link does not work</h1>
        <p className="mt-2 mb-6 text-base text-ink-muted">{message}</p>
        <div className="flex flex-wrap items-center gap-4">
          {/* Not a link of the router: the page has to forget this one. */}
          <a href="/reset-password" className="text-sm underline">
            Ask for another link
          </a>
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        </div>
      </>
    );
  }
  return (
    <ErrorState
      heading="h1"
      title="The link could not be looked up"
      message={message}
      requestId={data.requestId}
      onRetry={() => void found.refetch()}
      retrying={found.isFetching}
    />
  );
}

function LinkSkeleton() {
  return (
    <div aria-live="polite" className="mt-4 grid gap-4">
      <span className="sr-only">Looking the link up</span>
      <Skeleton className="h-7 w-3/4" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="mt-2 h-8 w-full" />
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
