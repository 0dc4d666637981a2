import { errorData } from "@portcullis/api/kernel/errors";
import type { TRPCError } from "@trpc/server";

/** The header that says when to ask again (RFC 9110 §10.2.3), where one of the errors does. */
export function retryAfter(errors: readonly TRPCError[]): { readonly "retry-after"?: string } {
  const wait = Math.max(0, ...errors.map((error) => errorData(error).data.retryAfter ?? 0));
  return wait > 0 ? { "retry-after": String(wait) } : {};
}
