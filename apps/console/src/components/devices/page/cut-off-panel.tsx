"use client";

import type { DeviceCutOff } from "@portcullis/domain/cascade";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import { useQuery } from "@tanstack/react-query";
import { duration } from "#components/cascade/duration.ts";
import { gatewayName } from "#components/gateways/gateway-name.ts";
import { ExactMoment } from "#components/ui/exact-moment.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useMe } from "#components/use-me.ts";
import { useTRPC } from "#trpc/client.ts";

/** Milliseconds between two looks while a gateway has yet to give its word. */
const lookMs = 2_000;

/** The proof that a device which is switched off is off: what did it, and when each gateway said so. */
export function CutOffPanel({ device }: { readonly device: DeviceDetail }) {
  const maySeeCascades = useMe().permissions.includes("user:read");
  const { data } = useQuery({
    ...useTRPC().device.cutOff.queryOptions({ id: device.id }),
    enabled: device.cause !== null,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? lookMs : false),
  });
  if (device.cause === null || !data) return null;
  const facts: Fact[] = [
    { term: "Ended", value: <ExactMoment at={data.at} /> },
    { term: "By", value: <Change cutOff={data} linked={maySeeCascades} /> },
    ...data.gateways.map((gateway) => ({
      term: gatewayName(gateway),
      value: <Word at={data.at} confirmedAt={gateway.confirmedAt} />,
    })),
  ];
  return (
    <Panel title="End of access">
      <Facts facts={facts} />
      {data.gateways.length === 0 && (
        <p className="mt-3 text-sm text-ink-muted">There was no gateway then that had to let go of it.</p>
      )}
    </Panel>
  );
}

const isUnderWay = ({ gateways }: DeviceCutOff) => gateways.some(({ confirmedAt }) => confirmedAt === null);

function Change({ cutOff, linked }: { readonly cutOff: DeviceCutOff; readonly linked: boolean }) {
  if (cutOff.cascadeId === null) return "An administrator, for this device";
  if (!linked) return "The deactivation of its user";
  return <PageLink href={`/cascades/${cutOff.cascadeId}`}>The deactivation of its user</PageLink>;
}

function Word({ at, confirmedAt }: { readonly at: Date; readonly confirmedAt: Date | null }) {
  if (!confirmedAt) return <span className="text-warning-ink">Not yet confirmed</span>;
  return `Confirmed after ${duration(Math.max(0, confirmedAt.getTime() - at.getTime()))}`;
}
