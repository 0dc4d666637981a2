"use client";

import type { TenantDetail, UpdateTenant } from "@portcullis/domain/tenant";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { Panel } from "#ui/panel.tsx";
import { Status, type StatusTone } from "#ui/status.tsx";
import { useUpdateTenant, useWriteDisabledReason } from "./use-update-tenant.ts";

/** The other state of a setting that has two, and what it takes to get there. */
interface SettingChange {
  /** On the button that asks. */
  readonly button: string;
  readonly title: string;
  readonly consequence: string;
  /** On the button that answers. */
  readonly label: string;
  /** It takes protection away. */
  readonly isWeaker: boolean;
  readonly update: UpdateTenant;
}

interface ConfirmedSettingPanelProps {
  readonly title: string;
  readonly tenant: TenantDetail;
  readonly state: { readonly tone: StatusTone; readonly text: string };
  readonly settingChange: SettingChange;
  /** What the state means. */
  readonly children: ReactNode;
}

/** A setting of two states: which one holds, what it means, and the question before the other one does. */
export function ConfirmedSettingPanel({ title, tenant, state, settingChange, children }: ConfirmedSettingPanelProps) {
  const disabledReason = useWriteDisabledReason();
  const [isDialogOpen, setIsDialogOpen] = useState(false);
  const { update, confirmation } = useUpdateTenant(close);

  function close() {
    setIsDialogOpen(false);
    update.reset();
  }

  return (
    <Panel
      title={title}
      actions={
        <Button size="sm" disabledReason={disabledReason} onClick={() => setIsDialogOpen(true)}>
          {settingChange.button}
        </Button>
      }
    >
      <div className="grid gap-2 text-sm">
        <Status tone={state.tone}>{state.text}</Status>
        <p className="max-w-prose text-ink-muted">{children}</p>
      </div>
      <AlertDialog
        open={isDialogOpen}
        onClose={close}
        title={settingChange.title}
        description={settingChange.consequence}
        busy={update.isPending}
        error={update.error ? describeApiError(update.error).message : undefined}
        action={{
          label: settingChange.label,
          variant: settingChange.isWeaker ? "danger" : "primary",
          onAction: () => update.mutate({ ...settingChange.update, ifUpdatedAt: tenant.updatedAt, seen: tenant }),
        }}
      >
        {confirmation}
      </AlertDialog>
    </Panel>
  );
}

const settingChanges = (t: Translate): Readonly<Record<"ask" | "stop", SettingChange>> => ({
  ask: {
    button: t("tenant.askForApproval"),
    title: t("tenant.askForApprovalOfNew"),
    label: t("tenant.askForApproval"),
    consequence: t("tenant.whateverPeopleAddFromNow"),
    isWeaker: false,
    update: { approveDevices: true },
  },
  stop: {
    button: t("tenant.stopAsking"),
    title: t("tenant.letNewDevicesInAt"),
    label: t("tenant.letThemIn"),
    consequence: t("tenant.whateverPeopleAddFromNow2"),
    isWeaker: true,
    update: { approveDevices: false },
  },
});

/** Whether new devices wait for an administrator, and what a change would mean. */
export function NewDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const t = useTranslations();
  const needsApproval = tenant.approveDevices;
  return (
    <ConfirmedSettingPanel
      title={t("tenant.newDevices")}
      tenant={tenant}
      state={
        needsApproval
          ? { tone: "success", text: t("tenant.anAdministratorApprovesEachOne") }
          : { tone: "neutral", text: t("tenant.theyCanConnectAtOnce") }
      }
      settingChange={needsApproval ? settingChanges(t).stop : settingChanges(t).ask}
    >
      {needsApproval ? t("tenant.whatPeopleAddAndA") : t("tenant.aDeviceThatIsAdded")}
    </ConfirmedSettingPanel>
  );
}

const lostDevicesChanges = (t: Translate): Readonly<Record<"allow" | "stop", SettingChange>> => ({
  allow: {
    button: t("tenant.letPeopleRestoreThem"),
    title: t("tenant.letPeopleSwitchLostDevices"),
    label: t("tenant.letThem"),
    consequence: t("tenant.peopleWhoReportedTheirOwn"),
    isWeaker: true,
    update: { restoreLostDevices: true },
  },
  stop: {
    button: t("tenant.leaveItToAdministrators"),
    title: t("tenant.leaveLostDevicesToAdministrators"),
    label: t("tenant.leaveItToThem"),
    consequence: t("tenant.onlyPeopleWhoMayDeactivate"),
    isWeaker: false,
    update: { restoreLostDevices: false },
  },
});

/** Who switches a device on again that its user reported lost. */
export function LostDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const t = useTranslations();
  const isAllowed = tenant.restoreLostDevices;
  return (
    <ConfirmedSettingPanel
      title={t("tenant.lostDevices")}
      tenant={tenant}
      state={
        isAllowed
          ? { tone: "neutral", text: t("tenant.theirUserRestoresThemBy") }
          : { tone: "success", text: t("tenant.anAdministratorRestoresThem") }
      }
      settingChange={isAllowed ? lostDevicesChanges(t).stop : lostDevicesChanges(t).allow}
    >
      {t("tenant.everybodyCanReportADevice")}
    </ConfirmedSettingPanel>
  );
}
