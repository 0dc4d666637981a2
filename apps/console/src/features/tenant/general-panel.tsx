"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type TenantDetail, tenantName } from "@portcullis/domain/tenant";
import { brakeLimit, brakeLimitAtLeast, brakeLimitAtMost, brakeShare } from "@portcullis/domain/user/brake";
import { maxDevices } from "@portcullis/domain/user/device-limit";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { z } from "zod";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC } from "#trpc/client.ts";

import { Button } from "#ui/button.tsx";
import { SaveFailure, useConflictForm } from "#ui/form/conflict-form.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { typedNumber } from "#ui/form/typed-number.ts";
import { Panel } from "#ui/panel.tsx";
import { useUpdateTenant, useWriteDisabledReason } from "./use-update-tenant.ts";

const settings = z.object({ name: tenantName, maxDevices, brakeLimit: typedNumber(brakeLimit) });

const valuesOf = (tenant: TenantDetail) => ({
  name: tenant.name,
  maxDevices: tenant.maxDevices,
  brakeLimit: tenant.brakeLimit?.toString() ?? "",
});

const labels = (t: Translate) => ({
  name: t("common.name"),
  maxDevices: t("tenant.devicesPerPerson"),
  brakeLimit: t("tenant.deactivationsPerHour"),
});

/** Name, default device limit and the brake's limit; the fields are filled before the scripts run. Where somebody else changed the same meanwhile, it shows both and lets one choose. */
export function GeneralPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const disabledReason = useWriteDisabledReason();
  const form = useForm({ resolver: zodResolver(settings), defaultValues: valuesOf(tenant) });
  const { update, confirmation } = useUpdateTenant();
  const editing = useConflictForm({
    form,
    stored: tenant,
    toFields: valuesOf,
    save: (values, { updatedAt: ifUpdatedAt }) => update.mutateAsync({ ...values, ifUpdatedAt }),
    readStored: () => queryClient.fetchQuery({ ...trpc.tenant.get.queryOptions(), staleTime: 0 }),
    onSaved: () => {},
  });
  const { base, isConflict, isPending, reset } = editing;
  const { errors, isDirty } = form.formState;
  // While nothing is typed, what is stored now is shown.
  useEffect(() => {
    if (!isDirty && tenant.updatedAt !== base.updatedAt) reset(tenant);
  });

  return (
    <Panel title={t("tenant.general")}>
      <form
        noValidate
        className="grid max-w-md gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabledReason) editing.submit();
        }}
      >
        <Field label={t("common.name")} required error={errors.name?.message}>
          <Input
            autoComplete="organization"
            defaultValue={tenant.name}
            readOnly={disabledReason !== undefined}
            {...form.register("name")}
          />
        </Field>
        <Field
          label={t("tenant.devicesPerPerson")}
          required
          error={errors.maxDevices && t("tenant.useAWholeNumberFrom")}
          hint={t("tenant.forPeopleWithoutALimit")}
        >
          <Input
            type="number"
            defaultValue={tenant.maxDevices}
            inputMode="numeric"
            min={0}
            max={10_000}
            className="max-w-28 tabular-nums"
            readOnly={disabledReason !== undefined}
            {...form.register("maxDevices", { valueAsNumber: true })}
          />
        </Field>
        <Field
          label={t("tenant.deactivationsPerHour")}
          optional
          error={errors.brakeLimit && t("tenant.useAWholeNumberUpTo")}
          hint={t("tenant.whoeverDeactivatesOrDeletesMore", {
            share: brakeShare,
            least: brakeLimitAtLeast,
            most: brakeLimitAtMost,
          })}
        >
          <Input
            defaultValue={valuesOf(tenant).brakeLimit}
            inputMode="numeric"
            autoComplete="off"
            className="max-w-28 tabular-nums"
            readOnly={disabledReason !== undefined}
            {...form.register("brakeLimit")}
          />
        </Field>
        <p className="text-xs text-ink-muted">
          {t.rich("tenant.peopleSignInToThis", {
            slug: tenant.slug,
            code: (chunks) => <code className="font-mono text-ink">{chunks}</code>,
          })}
        </p>
        <SaveFailure editing={editing} labels={labels(t)} />
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant="primary"
            busy={isPending}
            disabledReason={disabledReason ?? (isDirty ? undefined : t("tenant.nothingHasChanged"))}
          >
            {isConflict ? t("ui.overwriteWithMine") : t("common.save")}
          </Button>
          {isConflict && <Button onClick={editing.takeTheirs}>{t("ui.takeTheirs")}</Button>}
          {isDirty && (
            <Button variant="ghost" disabled={isPending} onClick={() => reset(tenant)}>
              {t("tenant.discard")}
            </Button>
          )}
        </div>
      </form>
      {confirmation}
    </Panel>
  );
}
