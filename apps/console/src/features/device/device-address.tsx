export interface DeviceAddressProps {
  readonly addresses: readonly string[];
  readonly routedNetworks: readonly string[];
}

/** The device's first tunnel address; further ones and the networks behind it are counted, and named to a pointer and a screen reader. */
export function DeviceAddress({ addresses, routedNetworks }: DeviceAddressProps) {
  const [own, ...others] = addresses;
  const more = [
    ...(others.length > 0 ? [`also ${others.join(", ")}`] : []),
    ...(routedNetworks.length > 0 ? [`networks behind it: ${routedNetworks.join(", ")}`] : []),
  ].join("; ");
  return (
    <span className="font-mono text-xs whitespace-nowrap">
      {own ?? <span className="font-sans text-ink-faint">None</span>}
      {more !== "" && (
        <span title={more} className="text-ink-muted">
          <span aria-hidden="true"> +{others.length + routedNetworks.length}</span>
          <span className="sr-only"> {more}</span>
        </span>
      )}
    </span>
  );
}
