import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { newDevice } from "./new-device.ts";
import { type Keys, useKeys } from "./use-keys.ts";
import { useRefreshDevices } from "./use-refresh-devices.ts";

const newKey = newDevice.pick({ publicKey: true });

/** The form of a device's next key, and its sending; as with a new device, a private key that was made here goes nowhere. */
export function useChangeKey(id: string) {
  const { keys, choose, canMake, made } = useKeys();
  const form = useForm({ resolver: zodResolver(newKey), defaultValues: { publicKey: "" } });
  const rotate = useMutation(
    useTRPC().device.rotateKey.mutationOptions({
      onError: (error) => {
        const { message, data } = describeApiError(error);
        if (data.field === "publicKey" && !made) form.setError("publicKey", { message }, { shouldFocus: true });
      },
      onSettled: useRefreshDevices(),
    }),
  );
  const failure = rotate.error ? describeApiError(rotate.error) : undefined;
  const isOfField = failure?.data.field === "publicKey" && !made;
  return {
    form,
    keys,
    setKeys: (next: Keys) => {
      form.resetField("publicKey");
      choose(next);
    },
    canMakeKeys: canMake,
    submit: () => {
      // A moment after opening there is no pair yet.
      if (keys === "made" && !made) return;
      if (made) form.setValue("publicKey", made.publicKey);
      void form.handleSubmit(({ publicKey }) => rotate.mutate({ id, publicKey }))();
    },
    isPending: rotate.isPending,
    /** The device with its new key. */
    changed: rotate.data,
    privateKey: made?.privateKey,
    failure: isOfField ? undefined : failure?.message,
  };
}
