import type { CascadeDevice } from "@portcullis/domain/cascade";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPCClient } from "#trpc/client.ts";
import { showToast } from "#ui/feedback/toast.ts";

/** Prints a receipt with all its devices: on paper there is no next page. */
export function usePrintAll(id: string) {
  const client = useTRPCClient();
  const [all, setAll] = useState<CascadeDevice[] | null>(null);
  const load = useMutation({
    mutationFn: async () => {
      const devices: CascadeDevice[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.cascade.devices.query>> = await client.cascade.devices.query({
          id,
          limit: 100,
          ...(cursor && { cursor }),
        });
        devices.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return devices;
    },
    onSuccess: setAll,
    onError: (error) => showToast({ tone: "danger", message: describeApiError(error).message }),
  });
  useEffect(() => {
    if (all === null) return;
    const back = () => setAll(null);
    window.addEventListener("afterprint", back);
    window.print();
    return () => window.removeEventListener("afterprint", back);
  }, [all]);
  return { all, isLoading: load.isPending, print: () => load.mutate() };
}
