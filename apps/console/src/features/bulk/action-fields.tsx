"use client";

import { platforms } from "@portcullis/domain/device/platform";
import { reasonMaxLength } from "@portcullis/domain/text";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { platformNames } from "#features/device/device-text.ts";
import { typedLimit } from "#features/group/group-fields.ts";
import { whyNotAssign, whyNotMove } from "#features/user/disabled-reasons.ts";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input, Textarea } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import type { ActionDraft } from "./action-draft.ts";
import { verbs } from "./bulk-verbs.ts";

export interface ActionFieldsProps {
  readonly draft: ActionDraft;
  readonly onChange: (change: Partial<ActionDraft>) => void;
}

/** What the verb takes besides whom: nothing, or one field. */
export function ActionFields({ draft, onChange }: ActionFieldsProps) {
  const t = useTranslations();
  switch (verbs[draft.verb].field) {
    case "reason":
      return (
        <Field label={t("common.reason")} optional hint={t("common.recordedOnTheReceiptAnd")}>
          <Textarea
            value={draft.reason}
            maxLength={reasonMaxLength}
            onChange={(event) => onChange({ reason: event.target.value })}
          />
        </Field>
      );
    case "group":
      return <GroupField draft={draft} onChange={onChange} />;
    case "role":
      return <RoleField draft={draft} onChange={onChange} />;
    case "maxDevices":
      return (
        <Field
          label={t("common.deviceLimit")}
          optional
          hint={t("user.leftEmptyTheLargestLimit")}
          error={typedLimit.safeParse(draft.maxDevices).error?.issues[0]?.message}
        >
          <Input
            value={draft.maxDevices}
            inputMode="numeric"
            autoComplete="off"
            className="sm:max-w-32"
            onChange={(event) => onChange({ maxDevices: event.target.value })}
          />
        </Field>
      );
    case "platform":
      return (
        <Field label={t("bulk.platform")} required>
          <Choice
            value={draft.platform}
            options={platforms.map((platform) => ({ value: platform, label: platformNames(t)[platform] }))}
            onChange={(platform) => onChange({ platform })}
          />
        </Field>
      );
    case undefined:
      return null;
  }
}

/** As many as the lists of the console's other choices have. */
const choicesMax = 100;

function GroupField({ draft, onChange }: ActionFieldsProps) {
  const t = useTranslations();
  const me = useMe();
  const groups = useQuery(useTRPC().group.list.queryOptions({ limit: choicesMax }));
  const chosen = groups.data?.items.find(({ id }) => id === draft.groupId);
  return (
    <QueryView query={groups} failure={t("common.theGroupsCouldNotBe")} skeleton={<Skeleton className="h-14" />}>
      {({ items }) => (
        <Field label={t("common.group")} required error={chosen && whyNotMove(t, me, chosen)}>
          <Choice
            value={draft.groupId}
            options={items.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(groupId) => onChange({ groupId })}
          />
        </Field>
      )}
    </QueryView>
  );
}

function RoleField({ draft, onChange }: ActionFieldsProps) {
  const t = useTranslations();
  const me = useMe();
  const roles = useQuery(useTRPC().role.list.queryOptions({ limit: choicesMax }));
  const chosen = roles.data?.items.find(({ id }) => id === draft.roleId);
  return (
    <QueryView query={roles} failure={t("common.theRolesCouldNotBe")} skeleton={<Skeleton className="h-14" />}>
      {({ items }) => (
        <Field label={t("common.role")} required error={chosen && whyNotAssign(t, me, [chosen])}>
          <Choice
            value={draft.roleId}
            options={items.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(roleId) => onChange({ roleId })}
          />
        </Field>
      )}
    </QueryView>
  );
}

interface ChoiceProps<Value extends string> {
  /** Undefined until one is chosen. */
  readonly value: Value | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of several, none of which is taken for granted. */
function Choice<Value extends string>({ value, options, onChange }: ChoiceProps<Value>) {
  const t = useTranslations();
  return (
    <Select<Value | "">
      value={value ?? ""}
      options={value === undefined ? [{ value: "", label: t("bulk.choose") }, ...options] : options}
      onValueChange={(next) => next !== "" && onChange(next)}
    />
  );
}
