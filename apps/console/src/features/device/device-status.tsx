import type { DeviceDetail } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import { type DeviceStatus as DeviceState, onlineWithinSeconds } from "@portcullis/domain/device/presence";
import { Cpu, Laptop, type LucideIcon, Monitor, Router, Smartphone, SquareTerminal } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { Status } from "#ui/status.tsx";
import { useNow } from "#ui/time.tsx";
import { checkNames } from "./device-text.ts";

/** As it is shown: a device that waits for an administrator is neither online nor offline. */
export type ShownStatus = DeviceState | "waiting";

const variants = (t: Translate) =>
  ({
    online: { tone: "success", label: t("device.online") },
    offline: { tone: "neutral", label: t("device.offline") },
    deactivated: { tone: "hollow", label: t("device.deactivated2") },
    waiting: { tone: "warning", label: t("common.waitingForApproval") },
  }) as const;

/** Being switched off hides presence. */
export function DeviceStatus({ status }: { readonly status: ShownStatus }) {
  const t = useTranslations();
  const { tone, label } = variants(t)[status];
  return <Status tone={tone}>{label}</Status>;
}

/** How a device stands to its tenant's rules; what it fails is named. */
export function DevicePosture({ device }: { readonly device: Pick<DeviceDetail, "compliance" | "posture"> }) {
  const t = useTranslations();
  if (device.compliance === "not_required") return <span className="text-ink-faint">{t("device.notRequired")}</span>;
  if (device.compliance === "unknown") return <Status tone="warning">{t("device.unknown")}</Status>;
  if (device.compliance === "compliant") return <Status tone="success">{t("device.compliant")}</Status>;
  const failing = (device.posture?.failing ?? []).map((check) => checkNames(t)[check]).join(", ");
  return (
    <span className="flex min-w-0 flex-col">
      <Status tone="danger">{t("common.notCompliant")}</Status>
      <span title={failing} className="max-w-44 truncate pl-4 text-xs text-danger-ink">
        {failing}
      </span>
    </span>
  );
}

const icons: Readonly<Record<Platform, LucideIcon>> = {
  linux: SquareTerminal,
  macos: Laptop,
  windows: Monitor,
  ios: Smartphone,
  android: Smartphone,
  router: Router,
  other: Cpu,
};

/** The kind of machine, as a figure beside its name; the word stands there too. */
export function PlatformIcon({ platform }: { readonly platform: Platform }) {
  const Icon = icons[platform];
  return (
    <span
      aria-hidden="true"
      className="grid size-8 shrink-0 place-items-center rounded-md border border-line bg-sunken text-ink-muted"
    >
      <Icon className="size-4" />
    </span>
  );
}

/**
 * The status to show for a device now: an "online" that is older than `onlineWithinSeconds` becomes "offline". Its age
 * counts from `asOf`, when this browser received it (in milliseconds), because the clocks of browser and server may differ.
 */
export function useDevicePresence(device: DeviceDetail, asOf: number): ShownStatus {
  const age = useNow() - asOf;
  if (device.active && device.approvedAt === null) return "waiting";
  return device.status === "online" && age >= onlineWithinSeconds * 1000 ? "offline" : device.status;
}
