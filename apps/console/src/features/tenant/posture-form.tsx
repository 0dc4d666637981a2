"use client";

import { postureEnforcements, postureMaxAgeMax, postureMaxAgeMin } from "@portcullis/domain/device/posture";
import type { TenantPosture } from "@portcullis/domain/tenant-posture";
import { useState } from "react";
import { checkNames, platformNames } from "#features/device/device-text.ts";
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

const choices = {
  advisory: { label: "Advisory", hint: "Devices that do not comply are shown as such. Nobody loses access." },
  required: {
    label: "Required",
    hint: "A device that does not comply, or has not reported lately, has no access until it does. What has no rule is not asked.",
  },
} as const;

/** What is asked of devices, what becomes of those that do not comply, and how long a report counts. */
export function PostureForm({ posture }: { readonly posture: TenantPosture }) {
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
      <Panel
        title="Rules"
        description="What is ticked must have passed, for a device of the platform to comply. The reporter tells the screen lock on Linux alone."
        flush
      >
        <PostureRulesTable
          rules={fields.rules}
          mistakes={mistakes?.versions ?? {}}
          readOnly={disabledReason !== undefined}
          onChange={(rules) => change({ ...fields, rules })}
        />
      </Panel>
      <Panel title="Enforcement">
        <fieldset className="grid gap-1" disabled={disabledReason !== undefined}>
          <legend className="sr-only">What becomes of a device that does not comply</legend>
          {postureEnforcements.map((enforcement) => (
            <LabelledRadio
              key={enforcement}
              name="enforcement"
              {...choices[enforcement]}
              checked={fields.enforcement === enforcement}
              onChoose={() => change({ ...fields, enforcement })}
            />
          ))}
        </fieldset>
        <Field
          label="A report counts for, in minutes"
          required
          error={mistakes?.maxAge}
          hint="Devices report every five minutes while they run. One that was asleep for longer than this reports at once when it wakes."
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
        <ConflictNote conflicts={form.conflicts} label={postureFieldLabel} />
        {form.failure !== undefined && <Callout tone="danger">{form.failure}</Callout>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={form.isPending}
          disabledReason={disabledReason ?? (form.isDirty ? undefined : "Nothing has changed.")}
        >
          {form.conflicts.length > 0 ? "Overwrite with mine" : "Save"}
        </Button>
        {form.conflicts.length > 0 && <Button onClick={form.takeTheirs}>Take theirs</Button>}
        {form.isDirty && (
          <Button
            variant="ghost"
            disabled={form.isPending}
            onClick={() => {
              setShown(false);
              form.discard();
            }}
          >
            Discard
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
  const { impact, proposal, failure, isPending, confirm, close } = pendingSave;
  const count = (devices: number) => <span className="tabular-nums">{devices.toLocaleString("en")}</span>;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && close()}
      title="Save stricter posture rules"
      description={impactSentence(impact, proposal.enforcement)}
      busy={isPending}
      error={failure}
      action={{
        label: "Save rules",
        variant: impact.loseAccess > 0 ? "danger" : "primary",
        onAction: confirm,
      }}
    >
      <DetailList
        details={[
          { term: "Compliant", value: count(impact.compliant) },
          { term: "Not compliant", value: count(impact.nonCompliant) },
          { term: "No recent report", value: count(impact.unknown) },
          { term: "Not asked", value: count(impact.notRequired) },
        ]}
      />
    </AlertDialog>
  );
}

const names: Readonly<Record<string, string>> = {
  enforcement: "Enforcement",
  maxAge: "Minutes for which a report counts",
  minimumVersion: "minimum version",
  ...checkNames,
};

/** What a field of the posture form is called, by its path: "Linux: firewall". */
function postureFieldLabel(path: string): string {
  const [name = "", platform = "", check = ""] = path.split(".");
  if (name !== "rules") return names[name] ?? name;
  return `${platform in platformNames ? platformNames[platform as keyof typeof platformNames] : platform}: ${names[check] ?? check}`;
}
