"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { postureChecks } from "@portcullis/domain/device/posture";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import type { Translate } from "#i18n/translator.ts";
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
  const t = useTranslations();
  const me = useMe();
  const [openDialog, setOpenDialog] = useState<"setUp" | "stop">();
  // As for a new name: one's own, or with the permission to change devices.
  const owner = device.user.id === me.id ? me : undefined;
  const disabledReason = deviceRefusal(t, "rename", { me, device, owner });
  const close = () => setOpenDialog(undefined);
  return (
    <Panel
      title={t("common.posture")}
      actions={
        <>
          {device.hasPostureToken && (
            <Button size="sm" disabledReason={disabledReason} onClick={() => setOpenDialog("stop")}>
              {t("device.stopReporting")}
            </Button>
          )}
          <Button size="sm" disabledReason={disabledReason} onClick={() => setOpenDialog("setUp")}>
            {device.hasPostureToken ? t("device.newToken") : t("device.setUpReporting")}
          </Button>
        </>
      }
    >
      <DetailList details={detailsOf(t, device)} />
      {openDialog === "setUp" && <SetUpReportingDialog device={device} onClose={close} />}
      {openDialog === "stop" && <StopReportingDialog device={device} onClose={close} />}
    </Panel>
  );
}

function detailsOf(t: Translate, device: DeviceDetail): Detail[] {
  const { posture, hasPostureToken } = device;
  const never = hasPostureToken ? t("device.noneYet") : t("device.reportingIsNotSetUp");
  const details: Detail[] = [
    {
      term: t("device.compliance"),
      value: (
        <div className="grid gap-1">
          <DevicePosture device={device} />
          <p className="text-xs text-ink-muted">{postureConsequence(t, device)}</p>
        </div>
      ),
    },
    { term: t("device.lastReport2"), value: <RelativeTime at={posture?.lastCheck ?? null} never={never} focusable /> },
  ];
  if (!posture) return details;
  return [
    ...details,
    ...postureChecks.map((check) => ({
      term: checkTitle(t, check),
      value: <Check passed={posture.checks[check]} />,
    })),
    { term: checkTitle(t, "osVersion"), value: posture.osVersion ?? <Check passed={undefined} /> },
  ];
}

function Check({ passed }: { readonly passed: boolean | undefined }) {
  const t = useTranslations();
  if (passed === undefined) return <Status tone="hollow">{t("device.couldNotBeDetermined")}</Status>;
  return passed ? <Status tone="success">{t("device.on")}</Status> : <Status tone="danger">{t("device.off")}</Status>;
}

/** Asks before a device gets a token to report with; then shows that, once. */
function SetUpReportingDialog({ device, onClose }: Omit<DeviceDialogProps, "isOwn">) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const make = useMutation(
    useTRPC().device.makePostureToken.mutationOptions({ onSettled: () => invalidate({ nouns: ["device"] }) }),
  );
  return (
    <AlertDialog
      size="md"
      onClose={onClose}
      title={
        make.data ? t("device.tokenOf", { name: device.name }) : t("device.setUpReportingOf", { name: device.name })
      }
      description={device.hasPostureToken ? t("device.itGetsANewToken") : t("device.aSmallProgramOnThe")}
      busy={make.isPending}
      error={make.error ? describeApiError(make.error).message : undefined}
      action={{
        label: device.hasPostureToken ? t("device.createAnotherToken") : t("device.createToken"),
        variant: "primary",
        onAction: () => make.mutate({ id: device.id }),
      }}
      outcome={make.data && <PostureToken platform={device.platform} {...make.data} />}
    />
  );
}

/** Asks before a device's token is withdrawn. */
function StopReportingDialog({ device, onClose }: Omit<DeviceDialogProps, "isOwn">) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const drop = useMutation(
    useTRPC().device.dropPostureToken.mutationOptions({
      onSuccess: () => {
        showToast({ message: t("device.doesNotReportAnyMore", { name: device.name }), tone: "success" });
        onClose();
      },
      onSettled: () => invalidate({ nouns: ["device"] }),
    }),
  );
  return (
    <AlertDialog
      onClose={onClose}
      title={t("device.stopReportingOf", { name: device.name })}
      description={t("device.itsTokenIsRefusedAt")}
      busy={drop.isPending}
      error={drop.error ? describeApiError(drop.error).message : undefined}
      action={{ label: t("device.stopReporting"), onAction: () => drop.mutate({ id: device.id }) }}
    />
  );
}

/** The token of a device, this once, in the command that it needs. */
function PostureToken({ platform, token }: Omit<ReportDetails, "url">) {
  const t = useTranslations();
  const steps = reportSteps(t, { platform, url: window.location.origin, token });
  return <TokenCommand token={token} {...steps} risk={t("device.anyoneWhoHasItCan")} />;
}
