import { TRPCClientError } from "@trpc/client";
import { z } from "zod";

/**
 * What became of a call. Unsure: it was not answered, or the answer says only that something went wrong, and a commit may have
 * been on its way.
 */
export type Outcome<Answer> =
  | { readonly kind: "accepted"; readonly answer: Answer }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unsure"; readonly why: string };

/** In the place of a refusal's code: nobody listened, so nothing was asked. */
export const unreached = "UNREACHED";

const refusal = z.object({ code: z.string(), httpStatus: z.number().min(400).max(498) });

/** Waits for the end, however long it takes: a request that was given up could still be carried out, later than the next one. */
export async function outcomeOf<Answer>(call: () => Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { kind: "accepted", answer: await call() };
  } catch (error) {
    const refused = error instanceof TRPCClientError ? refusal.safeParse(error.data) : undefined;
    if (refused?.success) return { kind: "refused", code: refused.data.code };
    return isUnreached(error) ? { kind: "refused", code: unreached } : { kind: "unsure", why: String(error) };
  }
}

function isUnreached(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ("code" in at && at.code === "ECONNREFUSED") return true;
  return false;
}
