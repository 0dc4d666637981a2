"use client";

import type { AppRouter } from "@portcullis/api/types";
import { streamUrl, wireHeaders } from "@portcullis/domain/wire";
import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { showToast } from "#ui/feedback/toast.tsx";
import { TRPCProvider } from "./client.ts";
import { isDatabaseAway, untilDatabaseAnswers } from "./database-away.ts";
import { leaveWhenSignedOut } from "./leave-when-signed-out.ts";
import { makeQueryClient } from "./query-client.ts";
import { reloadWhenOutdated, takeUntoldReload } from "./reload-when-outdated.ts";
import { traceHeaders } from "./trace-headers.ts";

const url = "/api/trpc";
/** Calls in a request, as many as the API takes. */
const maxCalls = 10;

/** The API for the client components below: calls in batches, the stream by server-sent events. */
export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(() => {
    const made = makeQueryClient();
    made.getQueryCache().config.onError = (error) => {
      leaveWhenSignedOut(error);
      reloadWhenOutdated(error);
    };
    made.getMutationCache().config.onError = (error) => {
      leaveWhenSignedOut(error);
      reloadWhenOutdated(error);
      // Asked again, what the page shows tells since when, and whether the change was made after all.
      if (isDatabaseAway(error)) void made.invalidateQueries();
    };
    // In the browser alone: a server that renders a page must not wait for ever.
    if (typeof window !== "undefined") {
      const { queries } = made.getDefaultOptions();
      made.setDefaultOptions({ ...made.getDefaultOptions(), queries: { ...queries, ...untilDatabaseAnswers } });
    }
    return made;
  });
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === "subscription",
          true: httpSubscriptionLink({ url: streamUrl(url) }),
          false: httpBatchLink({
            url,
            maxItems: maxCalls,
            headers: (calls) => ({ ...wireHeaders, ...traceHeaders(calls) }),
          }),
        }),
      ],
    }),
  );
  const t = useTranslations();
  useEffect(() => {
    if (takeUntoldReload()) showToast({ message: t("ui.loadedAgainAfterUpgrade"), duration: 10_000 });
  }, [t]);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
