import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { useFormDraft } from "#ui/form/draft.ts";
import { type Keys, newDevice, newDeviceFields, useKeys } from "./use-keys.ts";

const untouched = { name: "", platform: "", publicKey: "" };

/**
 * The form that registers a device; an API error about a field is shown at that field. A private key that is generated here
 * never leaves the browser, because the form sends only the public key.
 */
export function useRegisterDevice() {
  const invalidate = useInvalidate();
  const { keys, choose, canMake, made } = useKeys();
  const form = useForm({ resolver: zodResolver(newDevice), defaultValues: untouched });
  useFormDraft("device new", form, untouched);
  const register = useMutation(
    useTRPC().device.register.mutationOptions({
      onError: (error) => {
        const { message, data } = describeApiError(error);
        const field = fields.find((name) => name === data.field);
        if (field) form.setError(field, { message }, { shouldFocus: true });
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  const fields = newDeviceFields.filter((name) => name !== "publicKey" || keys === "pasted");
  const failure = register.error ? describeApiError(register.error) : undefined;
  const isOfField = fields.some((name) => name === failure?.data.field);
  return {
    form,
    keys,
    setKeys: (next: Keys) => {
      form.resetField("publicKey");
      choose(next);
    },
    canMakeKeys: canMake,
    submit: (userId: string) => {
      // A moment after opening there is no pair yet.
      if (keys === "made" && !made) return;
      if (made) form.setValue("publicKey", made.publicKey);
      void form.handleSubmit((device) => register.mutate({ ...device, userId }))();
    },
    isPending: register.isPending,
    /** The device as the API registered it. */
    added: register.data,
    privateKey: made?.privateKey,
    failure: isOfField ? undefined : failure?.message,
  };
}
