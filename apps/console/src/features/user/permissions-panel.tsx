import type { UserDetail } from "@portcullis/domain/user/user";
import { Badge } from "#ui/badge.tsx";
import { DetailList } from "#ui/detail-list.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { groupPermissions } from "./permission-names.ts";

/** What the user may do in this console, whatever it comes from. */
export function PermissionsPanel({ user }: { readonly user: UserDetail }) {
  const groups = groupPermissions(user.permissions);
  return (
    <Panel
      title="Permissions"
      actions={
        <PageLink href={`/users/${user.id}/access`} className="text-xs text-accent-ink hover:underline">
          Where from
        </PageLink>
      }
      description={user.isOwner ? "The owner may do everything." : "All roles together, direct and through groups."}
    >
      {groups.length === 0 ? (
        <p className="text-sm text-ink-muted">None beyond their own profile, devices and sessions.</p>
      ) : (
        <DetailList
          details={groups.map(({ noun, verbs }) => ({
            term: noun,
            value: (
              <span className="flex flex-wrap gap-1">
                {verbs.map((verb) => (
                  <Badge key={verb}>{verb}</Badge>
                ))}
              </span>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
