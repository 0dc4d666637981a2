"use client";

import type { UnreachablePolicy } from "@portcullis/domain/gateway";
import type { TenantDetail } from "@portcullis/domain/tenant";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { graceChoices } from "#features/gateway/gateway-fields.ts";
import { describeApiError } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { LabelledRadio } from "#ui/form/checkbox.tsx";
import { Field } from "#ui/form/field.tsx";
import { Select } from "#ui/form/select.tsx";
import { Panel } from "#ui/panel.tsx";
import { useUpdateTenant, useWriteDisabledReason } from "./use-update-tenant.ts";

/** What a gateway does that cannot reach the console; for whoever may see gateways. */
export function UnreachablePanel({ tenant }: { readonly tenant: TenantDetail }) {
  const t = useTranslations();
  const disabledReason = useWriteDisabledReason();
  const isShown = useMe().permissions.includes("gateway:read");
  const [chosenPolicy, setPolicy] = useState<UnreachablePolicy>();
  const [chosenGrace, setGrace] = useState<number>();
  const { update, confirmation } = useUpdateTenant(settled);

  function settled() {
    update.reset();
    setPolicy(undefined);
    setGrace(undefined);
  }
  if (!isShown) return null;
  const policy = chosenPolicy ?? tenant.gatewayUnreachable;
  const grace = chosenGrace ?? tenant.gatewayGrace;
  // What was not changed is not sent: somebody else may have, meanwhile.
  const changes = {
    ...(policy !== tenant.gatewayUnreachable && { gatewayUnreachable: policy }),
    ...(grace !== tenant.gatewayGrace && { gatewayGrace: grace }),
  };
  const isDirty = Object.keys(changes).length > 0;

  return (
    <Panel title={t("tenant.whenAGatewayCannotReach")}>
      <form
        className="grid max-w-md gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (disabledReason) return;
          update.mutate({ ...changes, ifUpdatedAt: tenant.updatedAt, seen: tenant });
        }}
      >
        <fieldset className="grid gap-1" disabled={disabledReason !== undefined}>
          <legend className="sr-only">{t("tenant.whatItDoes")}</legend>
          <LabelledRadio
            name="unreachable"
            label={t("tenant.itKeepsEverybodysAccess")}
            hint={t("common.peopleKeepWorkingThroughAn")}
            checked={policy === "keep"}
            onChoose={() => setPolicy("keep")}
          />
          <LabelledRadio
            name="unreachable"
            label={t("tenant.itDisconnectsEverybody")}
            hint={t("tenant.nobodyStaysConnectedLongerThan")}
            checked={policy === "fail_closed"}
            onChoose={() => setPolicy("fail_closed")}
          />
        </fieldset>
        {policy === "fail_closed" && (
          <Field label={t("tenant.after")} hint={t("common.aRestartOfTheConsole")}>
            <Select
              options={graceChoices(t, tenant.gatewayGrace)}
              value={String(grace)}
              onValueChange={(seconds) => setGrace(Number(seconds))}
              disabled={disabledReason !== undefined}
              className="w-40"
            />
          </Field>
        )}
        {update.error && <Callout tone="danger">{describeApiError(update.error).message}</Callout>}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant="primary"
            busy={update.isPending}
            disabledReason={disabledReason ?? (isDirty ? undefined : t("tenant.nothingHasChanged"))}
          >
            {t("common.save")}
          </Button>
        </div>
      </form>
      {confirmation}
    </Panel>
  );
}
