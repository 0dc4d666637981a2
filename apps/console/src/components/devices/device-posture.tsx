import type { Posture } from "@portcullis/domain/device/device";
import { Status } from "#components/ui/status.tsx";
import { failingChecks } from "./posture-checks.ts";

/** What is known of a device's security; what it fails is named. */
export function DevicePosture({ posture }: { readonly posture: Posture | null }) {
  if (posture === null) return <span className="text-ink-faint">Unknown</span>;
  if (posture.compliant) return <Status tone="success">Compliant</Status>;
  const failing = failingChecks(posture.checks).join(", ");
  return (
    <span className="flex min-w-0 flex-col">
      <Status tone="danger">Not compliant</Status>
      {failing && (
        <span title={failing} className="max-w-44 truncate pl-4 text-xs text-danger-ink">
          {failing}
        </span>
      )}
    </span>
  );
}
