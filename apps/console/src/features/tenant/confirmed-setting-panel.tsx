"use client";

import type { TenantDetail, UpdateTenant } from "@portcullis/domain/tenant";
import { type ReactNode, useState } from "react";
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
        onOpenChange={(open) => !open && close()}
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

const settingChanges: Readonly<Record<"ask" | "stop", SettingChange>> = {
  ask: {
    button: "Ask for approval",
    title: "Ask for approval of new devices",
    label: "Ask for approval",
    consequence:
      "Whatever people add from now on cannot connect before an administrator approves it, and so with a key that they change. Devices that are there stay as they are.",
    isWeaker: false,
    update: { approveDevices: true },
  },
  stop: {
    button: "Stop asking",
    title: "Let new devices in at once",
    label: "Let them in",
    consequence:
      "Whatever people add from now on can connect at once. Devices that wait already still wait: approve or remove them.",
    isWeaker: true,
    update: { approveDevices: false },
  },
};

/** Whether new devices wait for an administrator, and what a change would mean. */
export function NewDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const needsApproval = tenant.approveDevices;
  return (
    <ConfirmedSettingPanel
      title="New devices"
      tenant={tenant}
      state={
        needsApproval
          ? { tone: "success", text: "An administrator approves each one" }
          : { tone: "neutral", text: "They can connect at once" }
      }
      settingChange={needsApproval ? settingChanges.stop : settingChanges.ask}
    >
      {needsApproval
        ? "What people add, and a key that they change, waits until somebody who may change devices approves it. What such a person adds is approved with that."
        : "A device that is added within its user’s limit can connect at once. Devices that already wait still wait."}
    </ConfirmedSettingPanel>
  );
}

const lostDevicesChanges: Readonly<Record<"allow" | "stop", SettingChange>> = {
  allow: {
    button: "Let people restore them",
    title: "Let people switch lost devices on again",
    label: "Let them",
    consequence:
      "People who reported their own device lost can reactivate it with their second factor. Devices that an administrator deactivated stay deactivated.",
    isWeaker: true,
    update: { restoreLostDevices: true },
  },
  stop: {
    button: "Leave it to administrators",
    title: "Leave lost devices to administrators",
    label: "Leave it to them",
    consequence: "Only people who may deactivate devices can reactivate a device that was reported lost.",
    isWeaker: false,
    update: { restoreLostDevices: false },
  },
};

/** Who switches a device on again that its user reported lost. */
export function LostDevicesPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const isAllowed = tenant.restoreLostDevices;
  return (
    <ConfirmedSettingPanel
      title="Lost devices"
      tenant={tenant}
      state={
        isAllowed
          ? { tone: "neutral", text: "Their user restores them by a second factor" }
          : { tone: "success", text: "An administrator restores them" }
      }
      settingChange={isAllowed ? lostDevicesChanges.stop : lostDevicesChanges.allow}
    >
      Everybody can report a device of their own lost, which switches it off at once and for as long as nobody switches
      it on again.
    </ConfirmedSettingPanel>
  );
}
