"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { describeApiError } from "#components/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { newDevice, newDeviceFields } from "./new-device.ts";
import { useRefreshDevices } from "./use-refresh-devices.ts";

const untouched = { name: "", platform: "", publicKey: "" };

/** The form of a new device for this person, and its sending. What the API says of a field stands at that field. */
export function useRegisterDevice(userId: string) {
  const form = useForm({ resolver: zodResolver(newDevice), defaultValues: untouched });
  const register = useMutation(
    useTRPC().device.register.mutationOptions({
      onError: (error) => {
        const { message, data } = describeApiError(error);
        const field = newDeviceFields.find((name) => name === data.field);
        if (field) form.setError(field, { message }, { shouldFocus: true });
      },
      onSettled: useRefreshDevices(),
    }),
  );
  const failure = register.error ? describeApiError(register.error) : undefined;
  const isOfField = newDeviceFields.some((name) => name === failure?.data.field);
  return {
    form,
    submit: form.handleSubmit((device) => register.mutate({ ...device, userId })),
    isPending: register.isPending,
    /** The device as the API registered it, with its tunnel address. */
    added: register.data,
    failure: isOfField ? undefined : failure?.message,
  };
}
