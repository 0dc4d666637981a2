import type { CascadeKind } from "@portcullis/domain/cascade";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import type { UserDetail } from "@portcullis/domain/user/user";
import { DeviceStatus } from "#features/device/device-status.tsx";

/** Which devices each change switches; the numbers beside it come from the API. */
const isAffected: Readonly<Record<CascadeKind, (device: DeviceDetail) => boolean>> = {
  deactivate: (device) => device.active,
  reactivate: (device) => device.cause === "user_deactivated",
  delete: () => true,
};

/** The devices behind the number, for who wants to see them first. */
export function AffectedDevices({ user, action }: { readonly user: UserDetail; readonly action: CascadeKind }) {
  const affected = user.devices.filter(isAffected[action]);
  if (affected.length === 0) return null;
  const unseen = user.deviceCounts.total - user.devices.length;
  return (
    <details className="rounded-md border border-line">
      <summary className="cursor-default px-3 py-2 text-sm font-medium select-none">Which devices</summary>
      <ul className="max-h-48 overflow-y-auto border-t border-line px-3 py-2 text-sm">
        {affected.map((device) => (
          <li key={device.id} className="flex justify-between gap-4 py-1">
            <span className="truncate">{device.name}</span>
            <DeviceStatus status={device.status} />
          </li>
        ))}
        {unseen > 0 && <li className="py-1 text-ink-muted">and some of {unseen.toLocaleString("en")} more</li>}
      </ul>
    </details>
  );
}
