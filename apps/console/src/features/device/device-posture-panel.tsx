"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { postureChecks } from "@portcullis/domain/device/posture";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { TokenCommand } from "#ui/code-box.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { type Detail, DetailList, Panel } from "#ui/panel.tsx";
import { Status } from "#ui/status.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { type DeviceDialogProps, deviceRefusal } from "./device-actions.ts";
import { DevicePosture } from "./device-status.tsx";
import { checkTitle, postureConsequence } from "./device-text.ts";
import { type ReportDetails, reportSteps } from "./report-steps.ts";

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

/** Asks before a device gets a token to report with; then shows that, once. */
function SetUpReportingDialog({ device, onClose }: Omit<DeviceDialogProps, "isOwn">) {
  const invalidate = useInvalidate();
  const make = useMutation(
    useTRPC().device.makePostureToken.mutationOptions({ onSettled: () => invalidate({ nouns: ["device"] }) }),
  );
  return (
    <AlertDialog
      open
      size="md"
      onOpenChange={(open) => !open && onClose()}
      title={make.data ? `Token of ${device.name}` : `Set up reporting of ${device.name}`}
      description={
        device.hasPostureToken
          ? "It gets a new token. The old one is refused at once: a reporter that uses it stops."
          : "A small program on the device reports how it is secured: disk encryption, firewall, screen lock, version. Nothing else leaves the device."
      }
      busy={make.isPending}
      error={make.error ? describeApiError(make.error).message : undefined}
      action={{
        label: device.hasPostureToken ? "Create another token" : "Create token",
        variant: "primary",
        onAction: () => make.mutate({ id: device.id }),
      }}
      outcome={make.data && <PostureToken platform={device.platform} {...make.data} />}
    />
  );
}

/** Asks before a device's token is withdrawn. */
function StopReportingDialog({ device, onClose }: Omit<DeviceDialogProps, "isOwn">) {
  const invalidate = useInvalidate();
  const drop = useMutation(
    useTRPC().device.dropPostureToken.mutationOptions({
      onSuccess: () => {
        showToast({ message: `${device.name} does not report any more`, tone: "success" });
        onClose();
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Stop reporting of ${device.name}`}
      description="Its token is refused at once. The last report stays until it is too old; where posture is required, the device then loses access."
      busy={drop.isPending}
      error={drop.error ? describeApiError(drop.error).message : undefined}
      action={{ label: "Stop reporting", onAction: () => drop.mutate({ id: device.id }) }}
    />
  );
}

/** The token of a device, this once, in the command that it needs. */
function PostureToken({ platform, token }: Omit<ReportDetails, "url">) {
  const steps = reportSteps({ platform, url: window.location.origin, token });
  return (
    <TokenCommand token={token} {...steps} risk="Anyone who has it can report as this device, and nothing else." />
  );
}
