import type { DeviceStatus as DeviceState } from "@portcullis/domain/device/presence";
import { Status } from "#components/ui/status.tsx";

const looks = {
  online: { tone: "success", word: "Online" },
  offline: { tone: "neutral", word: "Offline" },
  deactivated: { tone: "hollow", word: "Deactivated" },
} as const;

/** Being switched off hides presence. */
export function DeviceStatus({ status }: { readonly status: DeviceState }) {
  const { tone, word } = looks[status];
  return <Status tone={tone}>{word}</Status>;
}
