"use client";

import { PowerOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { Banner } from "#ui/feedback/banner.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/time.tsx";

/** On every page of the owner while a device of theirs is off that somebody else switched off lately. */
export function SwitchedOffBanner() {
  const t = useTranslations();
  const { devicesSwitchedOffByOthers: devices } = useMe();
  if (devices.length === 0) return null;
  return (
    <Banner label={t("device.yourDevicesThatOthersDeactivated")} icon={<PowerOff />}>
      <ul>
        {devices.map((device) => (
          <li key={device.deviceId}>
            {t.rich("device.deactivatedYourDevice", {
              name: device.name,
              more: device.reason === null ? "." : `: ${device.reason}`,
              strong: () => <strong>{device.by ?? t("device.aDeletedPerson")}</strong>,
              link: (chunks) => (
                <PageLink href={`/devices/${device.deviceId}`} className="underline">
                  {chunks}
                </PageLink>
              ),
              time: () => <RelativeTime at={device.at} focusable />,
            })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
