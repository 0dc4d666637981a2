"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { ConflictNote } from "#ui/form/conflict-note.tsx";
import { Form } from "#ui/form/form.tsx";
import { peopleCount } from "./holders-text.ts";
import { RoleFields } from "./role-fields.tsx";
import { fieldsOf, useRoleForm } from "./use-role-form.ts";
import { useSaveRole } from "./use-save-role.ts";

/** Edits a role. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function RoleEditor({ role }: { readonly role: RoleDetail }) {
  const form = useRoleForm(fieldsOf(role));
  const { base, conflicts, save, takeTheirs, discard, failure, isPending } = useSaveRole(form, role);
  return (
    <Form className="grid gap-4" onSubmit={save}>
      <RoleFields form={form} />
      <div aria-live="assertive" className="grid gap-4 empty:hidden">
        <ConflictNote conflicts={conflicts} label={(field) => (field === "name" ? "Name" : "Description")} />
        {failure !== undefined && <Callout tone="danger">{failure}</Callout>}
      </div>
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-1 py-3">
        {base.holders.users > 0 && (
          <p className="mr-auto text-sm text-ink-muted">Takes effect at once for {peopleCount(base.holders.users)}.</p>
        )}
        {conflicts.length > 0 ? (
          <>
            <Button onClick={takeTheirs}>Take theirs</Button>
            <Button type="submit" variant="primary" busy={isPending}>
              Overwrite with mine
            </Button>
          </>
        ) : (
          <>
            <Button disabled={isPending || !form.formState.isDirty} onClick={discard}>
              Discard
            </Button>
            <Button
              type="submit"
              variant="primary"
              busy={isPending}
              disabledReason={form.formState.isDirty ? undefined : "Nothing has been changed."}
            >
              Save
            </Button>
          </>
        )}
      </div>
    </Form>
  );
}
