import type { DeviceDetail } from "@portcullis/domain/device/device";

/** Through which gateway the device came last, and from where. */
export function DeviceGateway({ connection }: Pick<DeviceDetail, "connection">) {
  if (connection === null) return <span className="text-ink-faint">–</span>;
  return (
    <span className="flex max-w-40 min-w-0 flex-col">
      <span className="truncate">{connection.gateway.name}</span>
      {connection.endpoint !== null && (
        <span className="truncate font-mono text-xs text-ink-muted" title={connection.endpoint}>
          {connection.endpoint}
        </span>
      )}
    </span>
  );
}
