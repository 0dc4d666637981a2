/** The device's own tunnel address; networks behind it are counted, and named to a pointer and a screen reader. */
export function DeviceAddress({ networks }: { readonly networks: readonly string[] }) {
  const [own, ...behind] = networks;
  if (own === undefined) return <span className="text-ink-faint">None</span>;
  return (
    <span className="font-mono text-xs whitespace-nowrap">
      {own}
      {behind.length > 0 && (
        <span title={behind.join(", ")} className="text-ink-muted">
          <span aria-hidden="true"> +{behind.length}</span>
          <span className="sr-only"> and {behind.join(", ")}</span>
        </span>
      )}
    </span>
  );
}
