import type { AccountMe } from "@portcullis/domain/account";
import type { UserShort } from "@portcullis/domain/device/device";
import { displayName } from "@portcullis/domain/user/display-name";
import { PageLink } from "#ui/page-link.tsx";

/** Whose device it is, in a line of text. Without `user:read` there is no page to lead to. */
export function DeviceUserLink({ user, me }: { readonly user: UserShort; readonly me: AccountMe }) {
  const name = user.id === me.id ? "Your own" : displayName(user);
  if (!me.permissions.includes("user:read")) return <span>{name}</span>;
  return (
    <PageLink href={`/users/${user.id}/devices`} className="text-ink underline-offset-2 hover:underline">
      {name}
    </PageLink>
  );
}
