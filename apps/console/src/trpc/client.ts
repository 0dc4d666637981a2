import type { ApiErrorData, AppRouter } from "@portcullis/api/types";
import { TRPCClientError } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { messages, translator } from "#i18n/translator.ts";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const t = translator();

type Failure = { readonly message: string; readonly data: Partial<ApiErrorData> };

/** What the API said of a failure: a sentence, and the details beside it where it answered at all. */
export function describeApiError(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return { message: t("error.unreachable"), data: {} };
  const data = (error.data ?? {}) as Partial<ApiErrorData>;
  return { message: catalogueMessage(data) ?? error.message, data };
}

/** The catalogue's sentence for a reason; undefined where the API's says more of the case. */
function catalogueMessage({ reason, permission }: Failure["data"]): string | undefined {
  if (reason === undefined || (reason === "permission_missing" && permission === undefined)) return undefined;
  return isInCatalogue(reason) ? t(`error.${reason}`, { permission: permission ?? "" }) : undefined;
}

const isInCatalogue = (reason: string): reason is keyof typeof messages.error => reason in messages.error;
