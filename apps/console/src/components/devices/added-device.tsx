import type { DeviceDetail } from "@portcullis/domain/device/device";
import { Callout } from "#components/ui/callout.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** What the device must be told now: its address. Whom it talks to is in the configuration that the gateway's keeper hands out. */
export function AddedDevice({
  device,
  notYet,
}: {
  readonly device: DeviceDetail;
  readonly notYet: string | undefined;
}) {
  const line = `Address = ${device.allowedIps[0] ?? ""}`;
  return (
    <>
      <p>Its tunnel address:</p>
      <div className="mt-2 flex items-center gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-3">
        <output className="min-w-0 flex-1 font-mono text-base wrap-anywhere">{device.allowedIps[0]}</output>
        <CopyButton value={device.allowedIps[0] ?? ""} label="Copy tunnel address" />
      </div>
      <p className="mt-4">
        On the device, put this line into the <code className="font-mono text-sm">[Interface]</code> part of its
        WireGuard configuration, beside its private key:
      </p>
      <div className="mt-2 flex items-center gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-3">
        <code className="min-w-0 flex-1 font-mono text-sm wrap-anywhere">{line}</code>
        <CopyButton value={line} label="Copy the line" />
      </div>
      {notYet !== undefined && (
        <Callout tone="warning" className="mt-4">
          {notYet}
        </Callout>
      )}
    </>
  );
}
