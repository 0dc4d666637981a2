import type { DeviceDetail } from "@portcullis/domain/device/device";
import { Status } from "#ui/status.tsx";
import { checkNames } from "./check-names.ts";

/** How a device stands to its tenant's rules; what it fails is named. */
export function DevicePosture({ device }: { readonly device: Pick<DeviceDetail, "compliance" | "posture"> }) {
  if (device.compliance === "not_required") return <span className="text-ink-faint">Not required</span>;
  if (device.compliance === "unknown") return <Status tone="warning">Unknown</Status>;
  if (device.compliance === "compliant") return <Status tone="success">Compliant</Status>;
  const failing = (device.posture?.failing ?? []).map((check) => checkNames[check]).join(", ");
  return (
    <span className="flex min-w-0 flex-col">
      <Status tone="danger">Not compliant</Status>
      <span title={failing} className="max-w-44 truncate pl-4 text-xs text-danger-ink">
        {failing}
      </span>
    </span>
  );
}
