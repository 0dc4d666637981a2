"use client";

import { PowerOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { PageLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/time.tsx";

/** On every page of the owner while a device of theirs is off that somebody else switched off lately. */
export function SwitchedOffBanner() {
  const t = useTranslations();
  const { devicesSwitchedOffByOthers: devices } = useMe();
  if (devices.length === 0) return null;
  return (
    <section
      aria-label={t("device.yourDevicesThatOthersDeactivated")}
      className="mt-4 flex gap-x-4 rounded-lg bg-warning-soft px-4 py-2.5 text-sm text-warning-ink print:hidden"
    >
      <PowerOff aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <ul className="min-w-0 flex-1">
        {devices.map((device) => (
          <li key={device.deviceId}>
            {t.rich("device.deactivatedYourDevice", {
              name: device.name,
              more: device.reason === null ? "." : `: ${device.reason}`,
              strong: () => <strong className="font-semibold">{device.by ?? t("device.aDeletedPerson")}</strong>,
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
    </section>
  );
}
