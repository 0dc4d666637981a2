import type { GroupDetail } from "@portcullis/domain/group";
import { groupPermissions } from "#features/user/permission-names.ts";
import { Badge } from "#ui/badge.tsx";
import { Panel } from "#ui/panel.tsx";

/** Who gets what through this: the roles with what they permit, and the limit. */
export function GroupGives({ group }: { readonly group: GroupDetail }) {
  return (
    <Panel title="What members get" description="For as long as they are in the group.">
      <div className="flex flex-col gap-4 text-sm">
        <p>
          {group.maxDevices === null ? (
            <span className="text-ink-muted">No device limit of the group’s own.</span>
          ) : (
            <>
              Up to <span className="font-medium">{deviceCount(group.maxDevices)}</span>, unless another group gives
              more or they have a limit of their own.
            </>
          )}
        </p>
        {group.roles.length === 0 ? (
          <p className="text-ink-muted">No roles.</p>
        ) : (
          group.roles.map((role) => <RoleGiven key={role.id} role={role} />)
        )}
      </div>
    </Panel>
  );
}

const deviceCount = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "device" : "devices"}`;

function RoleGiven({ role }: { readonly role: GroupDetail["roles"][number] }) {
  const permissions = groupPermissions(role.permissions);
  return (
    <section aria-label={`Role ${role.name}`}>
      <h3 className="font-medium">{role.name}</h3>
      {role.description && <p className="text-xs text-ink-muted">{role.description}</p>}
      {permissions.length === 0 ? (
        <p className="mt-1 text-xs text-ink-muted">Nothing beyond their own profile, devices and sessions.</p>
      ) : (
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {permissions.map(({ noun, verbs }) => (
            <li key={noun} className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-baseline">
              <span className="text-xs text-ink-muted">{noun}</span>
              <span className="flex flex-wrap gap-1">
                {verbs.map((verb) => (
                  <Badge key={verb}>{verb}</Badge>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
