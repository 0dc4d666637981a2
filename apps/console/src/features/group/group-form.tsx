"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { useQuery } from "@tanstack/react-query";
import { Controller, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { whyNotAssign } from "#features/user/disabled-reasons.ts";
import { useTRPC } from "#trpc/client.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { CheckList } from "#ui/form/checkbox.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input, Textarea } from "#ui/form/input.tsx";
import type { GroupFormFields } from "./group-fields.ts";

interface GroupFormProps {
  readonly id: string;
  readonly form: GroupFormFields;
  readonly group: GroupDetail | undefined;
  readonly onSubmit: () => void;
}

export function GroupForm({ id, form, group, onSubmit }: GroupFormProps) {
  const t = useTranslations();
  const { errors } = form.formState;
  const limit = useWatch({ control: form.control, name: "maxDevices" }).trim();
  const lowers = limit !== "" && Number(limit) < (group?.maxDevices ?? (group ? Number.POSITIVE_INFINITY : 0));
  return (
    <Form id={id} onSubmit={onSubmit}>
      <Field label={t("common.name")} required error={errors.name?.message}>
        <Input autoComplete="off" {...form.register("name")} />
      </Field>
      <Field label={t("common.description")} optional error={errors.description?.message}>
        <Textarea rows={2} {...form.register("description")} />
      </Field>
      <Field
        label={t("common.deviceLimit")}
        optional
        error={errors.maxDevices?.message}
        hint={t("group.devicesThatEachMemberMay")}
      >
        <Input inputMode="numeric" autoComplete="off" className="sm:max-w-32" {...form.register("maxDevices")} />
      </Field>
      {lowers && <Callout>{t("group.nobodyLosesADeviceBy")}</Callout>}
      <Controller
        name="roleIds"
        control={form.control}
        render={({ field }) => (
          <RolesField carried={group?.roles ?? []} chosen={field.value} onChange={field.onChange} />
        )}
      />
    </Form>
  );
}

interface RolesFieldProps {
  /** What the group carries now. */
  readonly carried: GroupDetail["roles"];
  readonly chosen: readonly string[];
  readonly onChange: (roleIds: string[]) => void;
}

/** The roles that a group carries. One that the reader could not give stays as it is, and says why. */
function RolesField({ carried, chosen, onChange }: RolesFieldProps) {
  const t = useTranslations();
  const me = useMe();
  const maySee = me.permissions.includes("role:read");
  const list = useQuery(useTRPC().role.list.queryOptions({ limit: 100 }, { enabled: maySee }));
  const offered = maySee ? list.data?.items : carried;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">
        {t.rich("group.rolesOptional", {
          part: (chunks) => <span className="font-normal text-ink-faint">{chunks}</span>,
        })}
      </legend>
      {offered ? (
        <CheckList
          label={t("common.roles")}
          items={offered.map((role) => ({
            id: role.id,
            name: role.name,
            note: role.description,
            disabledReason: whyNotAssign(t, me, [role]),
          }))}
          chosen={new Set(chosen)}
          onToggle={(id, isChosen) => onChange(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ) : (
        <Skeleton className="h-32 w-full" />
      )}
      <p className="text-xs text-ink-muted">{t("group.membersHoldThemForAs")}</p>
    </fieldset>
  );
}
