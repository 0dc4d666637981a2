"use client";

import type { AccountMe } from "@portcullis/domain/account";
import type { DeviceDetail, UserShort } from "@portcullis/domain/device/device";
import { displayName } from "@portcullis/domain/user/display-name";
import { MonitorCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { Button } from "#ui/button.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { deviceRefusal } from "./device-actions.ts";
import { DeviceDialog, type DeviceDialogState } from "./device-dialog.tsx";
import { DeviceMenu } from "./device-menu.tsx";
import { DeviceStatus, PlatformIcon, useDevicePresence } from "./device-status.tsx";
import { platformNames } from "./device-text.ts";

/** Which machine this is, whose, its state, and what can be done to it. */
export function DeviceHeader({ device, asOf }: { readonly device: DeviceDetail; readonly asOf: number }) {
  const t = useTranslations();
  const me = useMe();
  const router = useRouter();
  const status = useDevicePresence(device, asOf);
  const [dialog, setDialog] = useState<DeviceDialogState | null>(null);
  const owner = device.user.id === me.id ? me : undefined;
  const [address] = device.addresses;
  return (
    <>
      <PageHeader
        back={{
          href: "/devices",
          label: me.permissions.includes("device:read") ? t("common.devices") : t("common.myDevices"),
        }}
        figure={<PlatformIcon platform={device.platform} />}
        title={device.name}
        marks={<DeviceStatus status={status} />}
        description={
          <span className="flex flex-wrap gap-x-3">
            <span>{platformNames(t)[device.platform]}</span>
            <DeviceUserLink user={device.user} me={me} />
            {address !== undefined && <span className="font-mono text-xs leading-5">{address}</span>}
          </span>
        }
        actions={
          <>
            {device.approvedAt === null && (
              <Button
                variant="primary"
                disabledReason={deviceRefusal(t, "approve", { me, device, owner })}
                onClick={() => setDialog({ action: "approve", device })}
              >
                <MonitorCheck aria-hidden="true" />
                {t("device.approve2")}
              </Button>
            )}
            <DeviceMenu device={device} me={me} owner={owner} onAction={(action) => setDialog({ action, device })} />
          </>
        }
      />
      {dialog && (
        <DeviceDialog
          dialog={dialog}
          me={me}
          owner={owner}
          onChange={setDialog}
          onRemoved={() => router.push("/devices")}
        />
      )}
    </>
  );
}

/** Whose device it is, in a line of text. Without `user:read` there is no page to lead to. */
function DeviceUserLink({ user, me }: { readonly user: UserShort; readonly me: AccountMe }) {
  const t = useTranslations();
  const name = user.id === me.id ? t("device.yourOwn") : displayName(user);
  if (!me.permissions.includes("user:read")) return <span>{name}</span>;
  return (
    <PageLink href={`/users/${user.id}/devices`} className="text-ink underline-offset-2 hover:underline">
      {name}
    </PageLink>
  );
}
