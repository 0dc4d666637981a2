"use client";

import { type ReactNode, useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { ConfirmIdentity } from "./confirm-identity.tsx";

interface Question {
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
  const [question, setQuestion] = useState<Question | null>(null);

  async function confirmed<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const { message, data } = describeApiError(error);
        if (data.reason !== "confirmation_required" || !(await ask(message))) throw error;
      }
    }
  }

  async function ask(reason: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    setQuestion({ reason, answer: resolve });
    const isConfirmed = await promise;
    setQuestion(null);
    return isConfirmed;
  }

  const confirmation = question && (
    <ConfirmIdentity
      reason={question.reason}
      onConfirmed={() => question.answer(true)}
      onCancel={() => question.answer(false)}
    />
  );
  return { confirmed, confirmation };
}
