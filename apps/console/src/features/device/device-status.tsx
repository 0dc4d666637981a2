import type { DeviceStatus as DeviceState } from "@portcullis/domain/device/presence";
import { Status } from "#ui/status.tsx";

/** As it is shown: a device that waits for an administrator is neither online nor offline. */
export type ShownStatus = DeviceState | "waiting";

const variants = {
  online: { tone: "success", label: "Online" },
  offline: { tone: "neutral", label: "Offline" },
  deactivated: { tone: "hollow", label: "Deactivated" },
  waiting: { tone: "warning", label: "Waiting for approval" },
} as const;

/** Being switched off hides presence. */
export function DeviceStatus({ status }: { readonly status: ShownStatus }) {
  const { tone, label } = variants[status];
  return <Status tone={tone}>{label}</Status>;
}
