import type { DeviceStatus as DeviceState } from "@portcullis/domain/device/presence";
import { Status } from "#components/ui/status.tsx";

/** As it is shown: a device that waits for an administrator is neither online nor offline. */
export type ShownStatus = DeviceState | "waiting";

const looks = {
  online: { tone: "success", word: "Online" },
  offline: { tone: "neutral", word: "Offline" },
  deactivated: { tone: "hollow", word: "Deactivated" },
  waiting: { tone: "warning", word: "Waiting for approval" },
} as const;

/** Being switched off hides presence. */
export function DeviceStatus({ status }: { readonly status: ShownStatus }) {
  const { tone, word } = looks[status];
  return <Status tone={tone}>{word}</Status>;
}
