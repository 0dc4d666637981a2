"use client";

import { type ReactNode, useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { ConfirmIdentity } from "./confirm-identity.tsx";

interface PendingConfirmation {
  readonly reason: string;
  readonly answer: (isConfirmed: boolean) => void;
}

/**
 * For what the API does only soon after a proof of who one is. Put the call into `confirmed`, in a mutation's `mutationFn`,
 * and `confirmation` somewhere on the page: where the API asks for a proof, the dialog asks the person, and the call is made
 * again. Cancelled, it fails with what the API said.
 */
export function useConfirmIdentity(): {
  readonly confirmed: <T>(call: () => Promise<T>) => Promise<T>;
  readonly confirmation: ReactNode;
} {
  const [pending, setPending] = useState<PendingConfirmation | null>(null);

  async function confirmed<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const { message, data } = describeApiError(error);
        if (data.reason !== "confirmation_required" || !(await confirmIdentity(message))) throw error;
      }
    }
  }

  async function confirmIdentity(reason: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    setPending({ reason, answer: resolve });
    const isConfirmed = await promise;
    setPending(null);
    return isConfirmed;
  }

  const confirmation = pending && (
    <ConfirmIdentity
      reason={pending.reason}
      onConfirmed={() => pending.answer(true)}
      onCancel={() => pending.answer(false)}
    />
  );
  return { confirmed, confirmation };
}
