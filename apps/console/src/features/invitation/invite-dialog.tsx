"use client";

import type { InvitationResult } from "@portcullis/domain/invitation";
import { Copy, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import type { Translate } from "#i18n/translator.ts";
import { Button, copyText } from "#ui/button.tsx";
import { Callout, LiveRegion } from "#ui/feedback/callout.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import { Status } from "#ui/status.tsx";
import { GrantChoices } from "./grant-choices.tsx";
import { InvitationLink, mailNote } from "./invitation-link.tsx";
import { InvitedList } from "./invited-list.tsx";
import { useInvite } from "./use-invite.ts";

const formId = "invite";

/** Asks whom to invite, with which roles and groups; then shows what came of it, with the links. */
function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const invite = useInvite();
  const { isList, people, results, isPending } = invite;
  const invited = results?.filter(({ outcome }) => outcome === "invited").length ?? 0;
  const summary = results
    ? invited === 1
      ? t("invitation.n1PersonIsInvited")
      : t("invitation.peopleAreInvited", { invited })
    : "";
  return (
    <FormDialog
      size="lg"
      title={results ? summary : t("invitation.invitePeople")}
      description={results ? undefined : t("invitation.theyGetALinkThat")}
      busy={isPending}
      formId={formId}
      submitLabel={
        isList && people.length > 1 ? t("invitation.invitePeople2", { count: people.length }) : t("invitation.invite")
      }
      disabledReason={isList && people.length === 0 ? t("invitation.addSomebodyFirst") : undefined}
      isDone={results !== undefined}
      failure={invite.failure}
      onClose={onClose}
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
            {isList ? t("invitation.inviteOnePersonInstead") : t("invitation.pasteAListInstead")}
          </Button>
          <GrantChoices
            roleIds={invite.roleIds}
            onRolesChange={invite.setRoleIds}
            groupIds={invite.groupIds}
            onGroupsChange={invite.setGroupIds}
          />
        </Form>
      )}
      <LiveRegion message={summary} />
    </FormDialog>
  );
}

/** Opens the dialog that brings people in. */
export function InviteButton() {
  const t = useTranslations();
  const me = useMe();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={permissionRefusal(t, me, "user:invite")} onClick={() => setOpen(true)}>
        <UserPlus aria-hidden="true" />
        {t("invitation.invite")}
      </Button>
      {open && <InviteDialog onClose={() => setOpen(false)} />}
    </>
  );
}

const mailWords = (t: Translate) =>
  ({ sent: t("invitation.mailSent"), failed: t("invitation.mailNotSent"), off: t("invitation.notMailed") }) as const;

/** What came of each line: the link to copy and whether it was mailed, or why it was refused. */
function InviteResults({ results }: { readonly results: readonly InvitationResult[] }) {
  const t = useTranslations();
  const invited = results.filter((row) => row.outcome === "invited");
  const note = mailNote(
    t,
    invited.map(({ mail }) => mail),
  );
  return (
    <div className="grid grid-cols-1 gap-3">
      {note && <Callout tone={note.tone}>{note.text}</Callout>}
      {invited.length > 0 && <p className="text-sm text-ink-muted">{t("invitation.anyoneWhoHasALink")}</p>}
      {invited.length > 1 && (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() =>
            void copyText(t, t("invitation.allLinks"), invited.map(({ email, link }) => `${email}\t${link}`).join("\n"))
          }
        >
          <Copy aria-hidden="true" />
          {t("invitation.copyAllLinks")}
        </Button>
      )}
      <ul className="divide-y divide-line rounded-md border border-line">
        {results.map((row) => (
          <li key={`${row.email} ${row.outcome}`} className="grid grid-cols-1 gap-1.5 px-3 py-2.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 text-sm">
              <span className="min-w-0 font-medium wrap-anywhere">{row.email}</span>
              {row.outcome === "invited" ? (
                <Status tone={row.mail === "sent" ? "success" : "warning"}>{mailWords(t)[row.mail]}</Status>
              ) : (
                <Status tone="danger">{t("common.notInvited")}</Status>
              )}
            </div>
            {row.outcome === "invited" ? (
              <InvitationLink link={row.link} of={row.email} />
            ) : (
              <p className="text-sm text-ink-muted">{row.message}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One person to invite. */
function InvitedFields({ form }: { readonly form: ReturnType<typeof useInvite>["form"] }) {
  const t = useTranslations();
  const { errors } = form.formState;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("common.eMail")} required error={errors.email?.message} className="sm:col-span-2">
        <Input type="email" autoComplete="off" spellCheck={false} {...form.register("email")} />
      </Field>
      <Field label={t("common.firstName")} optional error={errors.firstName?.message}>
        <Input autoComplete="off" {...form.register("firstName")} />
      </Field>
      <Field label={t("common.lastName")} optional error={errors.lastName?.message}>
        <Input autoComplete="off" {...form.register("lastName")} />
      </Field>
    </div>
  );
}
