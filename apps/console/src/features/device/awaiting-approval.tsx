import type { DeviceDetail } from "@portcullis/domain/device/device";
import { Callout } from "#ui/feedback/callout.tsx";

/** Beside a device's file: that it does not connect yet, where it waits for an administrator. */
export function AwaitingApproval({ device }: { readonly device: DeviceDetail }) {
  if (device.approvedAt !== null) return null;
  return (
    <Callout tone="warning" className="mb-3">
      It waits for the approval of an administrator, and connects once it is approved. Save the file now.
    </Callout>
  );
}
