"use client";

import { useQuery } from "@tanstack/react-query";
import { MonitorCheck } from "lucide-react";
import { useTRPC } from "#trpc/client.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { useDeviceSearch } from "./use-device-search.ts";
import { devicesRefetchMs } from "./use-devices.ts";
import { waitingDevices } from "./waiting-devices.ts";

/** How many devices wait for whoever reads this, and the way to them; nothing where none does. */
export function WaitingBanner() {
  const { search } = useDeviceSearch();
  const list = useQuery({
    ...useTRPC().device.list.queryOptions(waitingDevices),
    refetchInterval: devicesRefetchMs,
  });
  const { count = 0, exact = true } = list.data?.total ?? {};
  if (count === 0) return null;
  const words = count === 1 ? "device waits" : "devices wait";
  return (
    <section
      aria-label="Devices that wait for approval"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-warning-soft px-4 py-2.5 text-sm text-warning-ink"
    >
      <MonitorCheck aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-52">
        <strong className="font-semibold">
          {count.toLocaleString("en")}
          {exact ? "" : "+"} {words}
        </strong>{" "}
        for approval, and cannot connect before.
      </p>
      {!search.waiting && (
        <ButtonLink size="sm" href="/devices?waiting=true">
          Look at {count === 1 ? "it" : "them"}
        </ButtonLink>
      )}
    </section>
  );
}
