import type { QueryClient } from "@tanstack/react-query";
import type { useTRPC } from "#trpc/client.ts";

/** Milliseconds in which several events become one asking. */
const gatherMs = 500;

/** Of a device that came online or went: its id and its user's; null for more than were worth naming. */
type Changed = readonly { readonly id: string; readonly userId: string }[] | null;

/** Lists that a device enters, leaves or moves in by coming and going, whether it is on their page or not. */
const ordersByPresence = /"(?:status|presence)":|"lastConnection"/;

/** Asks again for what the open page shows of devices that came or went, and of their people; what shows others stays. */
export function presenceRefresh(queryClient: QueryClient, trpc: ReturnType<typeof useTRPC>) {
  let ids: Set<string> | null = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function refresh(): void {
    const changed = ids;
    ids = new Set();
    timer = undefined;
    const isAbout = (text: string) => changed === null || [...changed].some((id) => text.includes(id));
    for (const noun of [trpc.device, trpc.user]) {
      void queryClient.invalidateQueries({
        queryKey: noun.pathKey(),
        predicate: ({ queryKey, state }) =>
          ordersByPresence.test(JSON.stringify(queryKey)) || isAbout(JSON.stringify([queryKey, state.data])),
      });
    }
    void queryClient.invalidateQueries({ queryKey: trpc.overview.get.queryKey() });
  }

  return {
    note(devices: Changed): void {
      if (devices === null) ids = null;
      for (const { id, userId } of devices ?? []) ids?.add(id).add(userId);
      timer ??= setTimeout(refresh, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}
