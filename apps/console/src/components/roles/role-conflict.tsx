import type { Permission } from "@portcullis/domain/permission";
import type { RoleDetail } from "@portcullis/domain/role";
import { Callout } from "#components/ui/callout.tsx";
import { permissionWords } from "./permission-words.ts";
import { fieldsOf } from "./use-role-form.ts";

const words = (some: readonly Permission[]) =>
  some.map((permission) => permissionWords[permission]).join(", ") || "none";

/** The form as it is watched: whatever is left empty may be missing. */
interface Mine {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly permissions?: readonly Permission[] | undefined;
}

/** What somebody else saved meanwhile, beside what is about to be saved. */
export function RoleConflict(props: { readonly theirs: RoleDetail; readonly mine: Mine }) {
  const theirs = fieldsOf(props.theirs);
  const { name = "", permissions = [] } = props.mine;
  const description = props.mine.description ?? "";
  const onlyTheirs = theirs.permissions.filter((permission) => !permissions.includes(permission));
  const onlyMine = permissions.filter((permission) => !theirs.permissions.includes(permission));
  return (
    <Callout tone="warning">
      <p className="font-medium">Somebody else saved this role meanwhile.</p>
      <ul className="mt-1">
        {theirs.name !== name && (
          <li>
            Name: theirs “{theirs.name}”, yours “{name}”
          </li>
        )}
        {theirs.description !== description && (
          <li>
            Description: theirs “{theirs.description || "none"}”, yours “{description || "none"}”
          </li>
        )}
        {onlyTheirs.length + onlyMine.length > 0 && (
          <li>
            Permissions: only theirs: {words(onlyTheirs)}; only yours: {words(onlyMine)}
          </li>
        )}
      </ul>
    </Callout>
  );
}
