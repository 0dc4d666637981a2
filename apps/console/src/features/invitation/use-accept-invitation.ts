import { zodResolver } from "@hookform/resolvers/zod";
import type { InvitationView } from "@portcullis/domain/invitation";
import { newPassword } from "@portcullis/domain/password";
import { email as emailAddress, text } from "@portcullis/domain/text";
import { personName } from "@portcullis/domain/user/user";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { rememberTenant } from "#features/sign-in/remembered-tenant.ts";
import { startSession } from "#features/sign-in/start-session.ts";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";

const newcomer = z.object({ email: emailAddress, firstName: text(100), lastName: personName, password: newPassword });
const fields = ["email", "firstName", "lastName", "password"] as const;

/** Takes the account up, then signs in with what was just chosen and goes in. */
export function useAcceptInvitation(token: string, invitation: InvitationView) {
  const trpc = useTRPC();
  const form = useForm({
    resolver: zodResolver(newcomer),
    defaultValues: {
      email: invitation.email ?? "",
      firstName: invitation.firstName ?? "",
      lastName: invitation.lastName ?? "",
      password: "",
    },
  });
  const enter = useMutation({
    mutationFn: async (credentials: { tenant: string; email: string; password: string }) => {
      rememberTenant(credentials.tenant);
      const failure = await startSession(credentials);
      // Where signing in does not succeed now, the form of the sign-in says why.
      window.location.assign(failure ? "/sign-in" : "/");
    },
  });
  const accept = useMutation(
    trpc.invitation.accept.mutationOptions({
      onSuccess: ({ tenant, email }, { password }) => enter.mutate({ tenant, email, password }),
      onError: (error) => {
        const { message, data } = describeApiError(error);
        const field = fields.find((name) => name === data.field);
        if (field) form.setError(field, { message }, { shouldFocus: true });
      },
    }),
  );
  const failure = accept.error ? describeApiError(accept.error) : undefined;
  return {
    form,
    submit: form.handleSubmit((person) => accept.mutate({ token, ...person })),
    /** Stays so while the next page loads. */
    isPending: accept.isPending || accept.isSuccess,
    failure: fields.some((name) => name === failure?.data.field) ? undefined : failure,
  };
}
