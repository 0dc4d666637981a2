import type { UserShort } from "@portcullis/domain/device/device";
import { displayName } from "@portcullis/domain/user/display-name";
import { PageLink } from "#ui/page-link.tsx";

const userStatusLabels = { active: null, pending: "Pending", inactive: "Deactivated" } as const;

/** Whose device it is, and a word where that person has no access. Without `user:read` there is no page to lead to. */
export function DeviceUser({ user, linked }: { readonly user: UserShort; readonly linked: boolean }) {
  const userStatus = userStatusLabels[user.status];
  return (
    <span className="flex max-w-44 min-w-0 flex-col">
      {linked ? (
        <PageLink href={`/users/${user.id}/devices`} className="truncate hover:underline">
          {displayName(user)}
        </PageLink>
      ) : (
        <span className="truncate">{displayName(user)}</span>
      )}
      {userStatus && <span className="text-xs text-ink-muted">{userStatus}</span>}
    </span>
  );
}
