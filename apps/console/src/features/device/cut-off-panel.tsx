"use client";

import type { DeviceCutOff } from "@portcullis/domain/cascade";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { AcknowledgementLine } from "#features/change/acknowledgement-line.tsx";
import { CascadeStatus } from "#features/change/cascade-progress.tsx";
import { changeSentence } from "#features/change/change-text.ts";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import { UnconfirmedActions } from "#features/gateway/unconfirmed-actions.tsx";
import { useTRPC } from "#trpc/client.ts";
import { PageLink } from "#ui/page-link.tsx";
import { type Detail, DetailList, Panel } from "#ui/panel.tsx";
import { ExactTimestamp } from "#ui/time.tsx";

/** Milliseconds between two looks while a gateway may still confirm. */
const pollIntervalMs = 2_000;

/** How the end of a device's access stands: what did it, and what each gateway has said of it. */
export function CutOffPanel({ device }: { readonly device: DeviceDetail }) {
  const t = useTranslations();
  const { permissions } = useMe();
  const maySeeCascades = permissions.includes("user:read");
  const maySeeGateways = permissions.includes("gateway:read");
  const { data } = useQuery({
    ...useTRPC().device.cutOff.queryOptions({ id: device.id }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollIntervalMs : false),
  });
  if (!data) return null;
  const details: Detail[] = [
    { term: t("device.ended"), value: <ExactTimestamp at={data.at} /> },
    { term: t("device.by2"), value: <Change device={device} cutOff={data} linked={maySeeCascades} /> },
    ...data.gateways.map((gateway) => ({
      term: gatewayName(t, gateway),
      value: (
        <>
          <AcknowledgementLine gateway={gateway} at={data.at} />
          {maySeeGateways && <UnconfirmedActions changeId={data.changeId} gateway={gateway} />}
        </>
      ),
    })),
  ];
  return (
    <Panel
      title={device.cause === null && !isByPosture(data) ? t("device.endOfAFormerKeys") : t("device.endOfAccess")}
      actions={<CascadeStatus state={data.state} />}
    >
      <DetailList details={details} />
      <p className={data.state === "unconfirmed" ? "mt-3 text-sm text-warning-ink" : "mt-3 text-xs text-ink-muted"}>
        {changeSentence(t, { ...data, kind: "deactivate" })}
      </p>
    </Panel>
  );
}

const isUnderWay = ({ state }: DeviceCutOff) => state === "running" || state === "unconfirmed" || state === "settled";

const isByPosture = ({ action }: DeviceCutOff) => action === "device.posture_changed";

function Change(props: { readonly device: DeviceDetail; readonly cutOff: DeviceCutOff; readonly linked: boolean }) {
  const t = useTranslations();
  const { cutOff, linked, device } = props;
  if (isByPosture(cutOff)) return t("device.itsPostureTheLastReport");
  if (cutOff.cascadeId === null)
    return device.cause === null ? t("device.aChangeOfThisDevice") : t("device.anAdministratorForThisDevice");
  if (!linked) return t("device.theDeactivationOfItsUser");
  return <PageLink href={`/changes/${cutOff.cascadeId}`}>{t("device.theDeactivationOfItsUser")}</PageLink>;
}
