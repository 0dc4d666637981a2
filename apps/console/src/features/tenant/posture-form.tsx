"use client";

import { postureEnforcements, postureMaxAgeMax, postureMaxAgeMin } from "@portcullis/domain/device/posture";
import type { TenantPosture } from "@portcullis/domain/tenant-posture";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { checkNames, platformNames } from "#features/device/device-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { LabelledRadio } from "#ui/form/checkbox.tsx";
import { ConflictNote } from "#ui/form/conflict-form.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { DetailList, Panel } from "#ui/panel.tsx";
import { impactSentence } from "./posture-fields.ts";
import { PostureRulesTable } from "./posture-rules-table.tsx";
import { type PostureFormState, usePostureForm } from "./use-posture-form.ts";
import { useWriteDisabledReason } from "./use-update-tenant.ts";

const choices = (t: Translate) =>
  ({
    advisory: { label: t("tenant.advisory"), hint: t("tenant.devicesThatDoNotComply") },
    required: {
      label: t("tenant.required"),
      hint: t("tenant.aDeviceThatDoesNot"),
    },
  }) as const;

/** What is asked of devices, what becomes of those that do not comply, and how long a report counts. */
export function PostureForm({ posture }: { readonly posture: TenantPosture }) {
  const t = useTranslations();
  const disabledReason = useWriteDisabledReason();
  const form = usePostureForm(posture);
  const { fields, change } = form;
  const [shown, setShown] = useState(false);
  const mistakes = shown ? form.mistakes : undefined;

  function submit() {
    if (disabledReason !== undefined || !form.isDirty) return;
    setShown(form.mistakes !== undefined);
    if (!form.mistakes) form.save();
  }

  return (
    <Form onSubmit={submit} className="grid max-w-3xl gap-4">
      <Panel title={t("tenant.rules")} description={t("tenant.whatIsTickedMustHave")} flush>
        <PostureRulesTable
          rules={fields.rules}
          mistakes={mistakes?.versions ?? {}}
          readOnly={disabledReason !== undefined}
          onChange={(rules) => change({ ...fields, rules })}
        />
      </Panel>
      <Panel title={t("tenant.enforcement")}>
        <fieldset className="grid gap-1" disabled={disabledReason !== undefined}>
          <legend className="sr-only">{t("tenant.whatBecomesOfADevice")}</legend>
          {postureEnforcements.map((enforcement) => (
            <LabelledRadio
              key={enforcement}
              name="enforcement"
              {...choices(t)[enforcement]}
              checked={fields.enforcement === enforcement}
              onChoose={() => change({ ...fields, enforcement })}
            />
          ))}
        </fieldset>
        <Field
          label={t("tenant.aReportCountsForIn")}
          required
          error={mistakes?.maxAge}
          hint={t("tenant.devicesReportEveryFiveMinutes")}
          className="mt-4 max-w-md"
        >
          <Input
            type="number"
            inputMode="numeric"
            min={postureMaxAgeMin}
            max={postureMaxAgeMax}
            value={fields.maxAge}
            readOnly={disabledReason !== undefined}
            onChange={(event) => change({ ...fields, maxAge: event.target.value })}
            className="max-w-28 tabular-nums"
          />
        </Field>
      </Panel>
      <div aria-live="assertive" className="empty:hidden">
        <ConflictNote conflicts={form.conflicts} label={(value) => postureFieldLabel(t, value)} />
        {form.failure !== undefined && <Callout tone="danger">{form.failure}</Callout>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={form.isPending}
          disabledReason={disabledReason ?? (form.isDirty ? undefined : t("tenant.nothingHasChanged"))}
        >
          {form.conflicts.length > 0 ? t("tenant.overwriteWithMine") : t("common.save")}
        </Button>
        {form.conflicts.length > 0 && <Button onClick={form.takeTheirs}>{t("tenant.takeTheirs")}</Button>}
        {form.isDirty && (
          <Button
            variant="ghost"
            disabled={form.isPending}
            onClick={() => {
              setShown(false);
              form.discard();
            }}
          >
            {t("tenant.discard")}
          </Button>
        )}
      </div>
      {form.pendingSave && <PostureImpactDialog pendingSave={form.pendingSave} />}
      {form.confirmation}
    </Form>
  );
}

interface PostureImpactDialogProps {
  readonly pendingSave: NonNullable<PostureFormState["pendingSave"]>;
}

/** Asks before rules become stricter: how many devices lose access, and how all of them would stand. */
function PostureImpactDialog({ pendingSave }: PostureImpactDialogProps) {
  const t = useTranslations();
  const { impact, proposal, failure, isPending, confirm, close } = pendingSave;
  const count = (devices: number) => <span className="tabular-nums">{devices.toLocaleString("en")}</span>;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && close()}
      title={t("tenant.saveStricterPostureRules")}
      description={impactSentence(t, impact, proposal.enforcement)}
      busy={isPending}
      error={failure}
      action={{
        label: t("tenant.saveRules"),
        variant: impact.loseAccess > 0 ? "danger" : "primary",
        onAction: confirm,
      }}
    >
      <DetailList
        details={[
          { term: t("tenant.compliant"), value: count(impact.compliant) },
          { term: t("common.notCompliant"), value: count(impact.nonCompliant) },
          { term: t("tenant.noRecentReport"), value: count(impact.unknown) },
          { term: t("tenant.notAsked"), value: count(impact.notRequired) },
        ]}
      />
    </AlertDialog>
  );
}

const names = (t: Translate): Readonly<Record<string, string>> => ({
  enforcement: t("tenant.enforcement"),
  maxAge: t("tenant.minutesForWhichAReport"),
  minimumVersion: t("tenant.minimumVersion"),
  ...checkNames(t),
});

/** What a field of the posture form is called, by its path: "Linux: firewall". */
function postureFieldLabel(t: Translate, path: string): string {
  const [name = "", platform = "", check = ""] = path.split(".");
  if (name !== "rules") return names(t)[name] ?? name;
  return `${platform in platformNames(t) ? platformNames(t)[platform as keyof ReturnType<typeof platformNames>] : platform}: ${names(t)[check] ?? check}`;
}
