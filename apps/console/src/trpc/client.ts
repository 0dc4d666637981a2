import type { ApiErrorData, AppRouter } from "@portcullis/api/types";
import { TRPCClientError } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** What the API said of a failure: its sentence, and the facts beside it where it answered at all. */
export function describeApiError(error: unknown): { message: string; data: Partial<ApiErrorData> } {
  if (!(error instanceof TRPCClientError)) return { message: "The console could not be reached.", data: {} };
  return { message: error.message, data: (error.data ?? {}) as Partial<ApiErrorData> };
}
