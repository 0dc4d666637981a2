"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { postureChecks } from "@portcullis/domain/device/posture";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { Button } from "#ui/button.tsx";
import { type Detail, DetailList } from "#ui/detail-list.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { Status } from "#ui/status.tsx";
import { checkTitle } from "./check-names.ts";
import { deviceRefusal } from "./device-actions.ts";
import { DevicePosture } from "./device-posture.tsx";
import { postureConsequence } from "./posture-consequence.ts";
import { SetUpReportingDialog } from "./set-up-reporting-dialog.tsx";
import { StopReportingDialog } from "./stop-reporting-dialog.tsx";

/** What a device last said of itself, what that comes to, and how it reports. */
export function DevicePosturePanel({ device }: { readonly device: DeviceDetail }) {
  const me = useMe();
  const [openDialog, setOpenDialog] = useState<"setUp" | "stop">();
  // As for a new name: one's own, or with the permission to change devices.
  const owner = device.user.id === me.id ? me : undefined;
  const disabledReason = deviceRefusal("rename", { me, device, owner });
  const close = () => setOpenDialog(undefined);
  return (
    <Panel
      title="Posture"
      actions={
        <>
          {device.hasPostureToken && (
            <Button size="sm" disabledReason={disabledReason} onClick={() => setOpenDialog("stop")}>
              Stop reporting
            </Button>
          )}
          <Button size="sm" disabledReason={disabledReason} onClick={() => setOpenDialog("setUp")}>
            {device.hasPostureToken ? "New token" : "Set up reporting"}
          </Button>
        </>
      }
    >
      <DetailList details={detailsOf(device)} />
      {openDialog === "setUp" && <SetUpReportingDialog device={device} onClose={close} />}
      {openDialog === "stop" && <StopReportingDialog device={device} onClose={close} />}
    </Panel>
  );
}

function detailsOf(device: DeviceDetail): Detail[] {
  const { posture, hasPostureToken } = device;
  const never = hasPostureToken ? "None yet" : "Reporting is not set up";
  const details: Detail[] = [
    {
      term: "Compliance",
      value: (
        <div className="grid gap-1">
          <DevicePosture device={device} />
          <p className="text-xs text-ink-muted">{postureConsequence(device)}</p>
        </div>
      ),
    },
    { term: "Last report", value: <RelativeTime at={posture?.lastCheck ?? null} never={never} focusable /> },
  ];
  if (!posture) return details;
  return [
    ...details,
    ...postureChecks.map((check) => ({
      term: checkTitle(check),
      value: <Check passed={posture.checks[check]} />,
    })),
    { term: checkTitle("osVersion"), value: posture.osVersion ?? <Check passed={undefined} /> },
  ];
}

function Check({ passed }: { readonly passed: boolean | undefined }) {
  if (passed === undefined) return <Status tone="hollow">Could not be determined</Status>;
  return passed ? <Status tone="success">On</Status> : <Status tone="danger">Off</Status>;
}
