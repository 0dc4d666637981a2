import { Mark } from "./mark.tsx";

/** Whose network this is. */
export function TenantName({ tenant }: { tenant: { name: string; slug: string } }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5 px-1.5 py-1">
      <Mark className="size-7" />
      <p className="min-w-0 leading-tight">
        <span className="block truncate text-sm font-semibold">{tenant.name}</span>
        <span className="block truncate text-xs text-ink-muted">Portcullis</span>
      </p>
    </div>
  );
}
