"use client";

import { Button } from "#ui/button.tsx";
import { FailureNote } from "#ui/feedback/failure-note.tsx";
import { LiveRegion } from "#ui/feedback/live-region.tsx";
import { Form } from "#ui/form/form.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { takeFocus } from "#ui/take-focus.ts";
import { GrantChoices } from "./grant-choices.tsx";
import { InviteResults } from "./invite-results.tsx";
import { InvitedFields } from "./invited-fields.tsx";
import { InvitedList } from "./invited-list.tsx";
import { useInvite } from "./use-invite.ts";

const formId = "invite";

/** Asks whom to invite, with which roles and groups; then shows what came of it, with the links. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const invite = useInvite();
  const { isList, people, results, isPending } = invite;
  const invited = results?.filter(({ outcome }) => outcome === "invited").length ?? 0;
  const summary = results ? (invited === 1 ? "1 person is invited" : `${invited} people are invited`) : "";
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      title={results ? summary : "Invite people"}
      description={results ? undefined : "They get a link that is valid for seven days, and choose a password."}
      busy={isPending}
      footer={
        results ? (
          <Button ref={takeFocus} variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button disabled={isPending} onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              busy={isPending}
              disabledReason={isList && people.length === 0 ? "Add somebody first." : undefined}
            >
              {isList && people.length > 1 ? `Invite ${people.length} people` : "Invite"}
            </Button>
          </>
        )
      }
    >
      {results ? (
        <InviteResults results={results} />
      ) : (
        <Form id={formId} className="flex flex-col gap-5" onSubmit={() => void invite.submit()}>
          {isList ? (
            <InvitedList pasted={invite.pasted} lines={invite.lines} onChange={invite.setPasted} />
          ) : (
            <InvitedFields form={invite.form} />
          )}
          <Button
            size="sm"
            variant="ghost"
            className="-my-2 -ml-2 self-start"
            onClick={() => invite.setIsList(!isList)}
          >
            {isList ? "Invite one person instead" : "Paste a list instead"}
          </Button>
          <GrantChoices
            roleIds={invite.roleIds}
            onRolesChange={invite.setRoleIds}
            groupIds={invite.groupIds}
            onGroupsChange={invite.setGroupIds}
          />
        </Form>
      )}
      <FailureNote message={invite.failure} />
      <LiveRegion message={summary} />
    </Dialog>
  );
}
