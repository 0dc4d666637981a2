"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type TenantDetail, tenantName } from "@portcullis/domain/tenant";
import { maxDevices } from "@portcullis/domain/user/device-limit";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { describeApiError } from "#components/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useTRPC } from "#trpc/client.ts";
import { useUpdateTenant } from "./use-update-tenant.ts";
import { useWriteRefusal } from "./use-write-refusal.ts";

const settings = z.object({ name: tenantName, maxDevices });

const valuesOf = ({ name, maxDevices: limit }: TenantDetail) => ({ name, maxDevices: limit });

/** Name and default device limit; the fields are filled before the scripts run. Where somebody else saved meanwhile, it says so and lets one choose. */
export function GeneralPanel({ tenant }: { readonly tenant: TenantDetail }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refusal = useWriteRefusal();
  const [seen, setSeen] = useState(tenant);
  const form = useForm({
    resolver: zodResolver(settings),
    values: valuesOf(tenant),
    resetOptions: { keepDirtyValues: true },
  });
  const { update, confirmation } = useUpdateTenant(take);
  const failure = update.error ? describeApiError(update.error) : undefined;
  const isStale = failure?.data.reason === "stale_write";
  const { errors, isDirty } = form.formState;

  function take(next: TenantDetail) {
    setSeen(next);
    form.reset(valuesOf(next));
    update.reset();
  }
  const readAgain = () => queryClient.fetchQuery({ ...trpc.tenant.get.queryOptions(), staleTime: 0 });
  const save = (ifUpdatedAt: Date) => form.handleSubmit((values) => update.mutate({ ...values, ifUpdatedAt }))();

  return (
    <Panel title="General">
      <form
        noValidate
        className="grid max-w-md gap-4"
        // What is edited began as what is shown now, whatever was saved since the page was opened.
        onInput={() => {
          if (!isDirty) setSeen(tenant);
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!refusal) void save(seen.updatedAt);
        }}
      >
        <Field label="Name" required error={errors.name?.message}>
          <Input
            autoComplete="organization"
            defaultValue={tenant.name}
            readOnly={refusal !== undefined}
            {...form.register("name")}
          />
        </Field>
        <Field
          label="Devices per person"
          required
          error={errors.maxDevices && "Use a whole number from 0 to 10,000."}
          hint="For whoever has no limit of their own and none from a group. Lowering it keeps the devices that are there and refuses new ones."
        >
          <Input
            type="number"
            defaultValue={tenant.maxDevices}
            inputMode="numeric"
            min={0}
            max={10_000}
            className="max-w-28 tabular-nums"
            readOnly={refusal !== undefined}
            {...form.register("maxDevices", { valueAsNumber: true })}
          />
        </Field>
        <p className="text-xs text-ink-muted">
          People sign in to this tenant as <code className="font-mono text-ink">{tenant.slug}</code>. That never
          changes.
        </p>
        {isStale && (
          <Callout tone="warning">
            <p>{failure.message}</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button size="sm" onClick={() => void readAgain().then(take)}>
                Take theirs
              </Button>
              <Button size="sm" onClick={() => void readAgain().then((theirs) => save(theirs.updatedAt))}>
                Overwrite with mine
              </Button>
            </div>
          </Callout>
        )}
        {failure && !isStale && <Callout tone="danger">{failure.message}</Callout>}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant="primary"
            busy={update.isPending}
            refusal={refusal ?? (isDirty ? undefined : "Nothing has changed.")}
          >
            Save
          </Button>
          {isDirty && (
            <Button variant="ghost" disabled={update.isPending} onClick={() => take(tenant)}>
              Discard
            </Button>
          )}
        </div>
      </form>
      {confirmation}
    </Panel>
  );
}
