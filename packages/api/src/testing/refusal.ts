import { TRPCError } from "@trpc/server";
import { errorData } from "../kernel/errors.ts";

/** What a call is refused with, as a client sees it, but for the request's id. */
export async function refusalOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { message, data } = errorData(error);
    const { requestId: _, ...stable } = data;
    return { message, ...stable };
  }
  throw new Error("The call was expected to be refused, and was not.");
}
