import { AccountMenu, type Person } from "./account-menu.tsx";
import { Navigation } from "./navigation.tsx";
import { TenantName } from "./tenant-name.tsx";

export type SidebarProps = {
  tenant: { name: string; slug: string };
  person: Person;
  onNavigate?: (() => void) | undefined;
};

/** Tenant above, places in the middle, account below. */
export function Sidebar({ tenant, person, onNavigate }: SidebarProps) {
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <TenantName tenant={tenant} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Navigation onNavigate={onNavigate} />
      </div>
      <AccountMenu person={person} />
    </div>
  );
}
