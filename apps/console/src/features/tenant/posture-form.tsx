"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { platforms } from "@portcullis/domain/device/platform";
import { postureEnforcements, postureMaxAgeMax, postureMaxAgeMin } from "@portcullis/domain/device/posture";
import type { PostureImpact, PostureProposal, TenantPosture } from "@portcullis/domain/tenant-posture";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { checkNames, platformNames } from "#features/device/device-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { LabelledRadio } from "#ui/form/checkbox.tsx";
import { SaveFailure, useConflictForm } from "#ui/form/conflict-form.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { AlertDialog } from "#ui/overlay/dialog.tsx";
import { DetailList, Panel } from "#ui/panel.tsx";
import { impactSentence, type PostureFields, postureFields, tightens, typedPosture } from "./posture-fields.ts";
import { PostureRulesTable } from "./posture-rules-table.tsx";
import { useWriteDisabledReason } from "./use-update-tenant.ts";

const choices = (t: Translate) =>
  ({
    advisory: { label: t("tenant.advisory"), hint: t("tenant.devicesThatDoNotComply") },
    required: {
      label: t("tenant.required"),
      hint: t("tenant.aDeviceThatDoesNot"),
    },
  }) as const;

/** A stricter posture that is asked about before it is saved. */
interface Question {
  readonly proposal: PostureProposal;
  readonly impact: PostureImpact;
  readonly answer: (isMeant: boolean) => void;
}

/** Saves the posture, and asks first where that could take access away. */
function usePostureForm(posture: TenantPosture) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const invalidate = useInvalidate();
  const { confirmed, confirmation } = useConfirmIdentity();
  const [question, setQuestion] = useState<Question>();
  const form = useForm({ resolver: zodResolver(postureFields), defaultValues: typedPosture(posture) });
  const isMeant = (proposal: PostureProposal, impact: PostureImpact) =>
    new Promise<boolean>((resolve) => setQuestion({ proposal, impact, answer: resolve })).finally(() =>
      setQuestion(undefined),
    );
  const editing = useConflictForm({
    form,
    stored: posture,
    toFields: typedPosture,
    save: async (proposal: PostureProposal, base) => {
      const asks = tightens(base, proposal);
      if (asks && !(await isMeant(proposal, await client.tenant.postureImpact.query(proposal)))) return undefined;
      return confirmed(() => client.tenant.updatePosture.mutate({ ...proposal, ifUpdatedAt: base.updatedAt }));
    },
    readStored: () => queryClient.fetchQuery({ ...trpc.tenant.posture.queryOptions(), staleTime: 0 }),
    onSaved: (saved) => {
      queryClient.setQueryData(trpc.tenant.posture.queryKey(), saved);
      invalidate({ nouns: ["tenant", "device"] });
      showToast({ message: t("tenant.postureRulesSaved"), tone: "success" });
    },
  });
  const { base, reset } = editing;
  const { isDirty } = form.formState;
  // While nothing is typed, what is stored now is shown.
  useEffect(() => {
    if (!isDirty && posture.updatedAt !== base.updatedAt) reset(posture);
  });
  return { form, editing, question, confirmation };
}

/** What is asked of devices, what becomes of those that do not comply, and how long a report counts. */
export function PostureForm({ posture }: { readonly posture: TenantPosture }) {
  const t = useTranslations();
  const disabledReason = useWriteDisabledReason();
  const { form, editing, question, confirmation } = usePostureForm(posture);
  const { isConflict, isPending } = editing;
  const { errors, isDirty, isSubmitted } = form.formState;
  const fields = useWatch({ control: form.control, compute: (typed: PostureFields) => typed });
  const change = { shouldDirty: true, shouldValidate: isSubmitted };
  return (
    <Form
      onSubmit={() => {
        if (disabledReason === undefined && isDirty) editing.submit();
      }}
      className="grid max-w-3xl gap-4"
    >
      <Panel title={t("tenant.rules")} description={t("tenant.whatIsTickedMustHave")} flush>
        <PostureRulesTable
          rules={fields.rules}
          mistakeOf={(platform) => errors.rules?.[platform]?.minimumVersion?.message}
          readOnly={disabledReason !== undefined}
          onChange={(rules) => form.setValue("rules", rules, change)}
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
              onChoose={() => form.setValue("enforcement", enforcement, change)}
            />
          ))}
        </fieldset>
        <Field
          label={t("tenant.aReportCountsForIn")}
          required
          error={errors.maxAge?.message}
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
            onChange={(event) => form.setValue("maxAge", event.target.value, change)}
            className="max-w-28 tabular-nums"
          />
        </Field>
      </Panel>
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
          <Button variant="ghost" disabled={isPending} onClick={() => editing.reset(posture)}>
            {t("tenant.discard")}
          </Button>
        )}
      </div>
      {question && <PostureImpactDialog {...question} />}
      {confirmation}
    </Form>
  );
}

/** Asks before rules become stricter: how many devices lose access, and how all of them would stand. */
function PostureImpactDialog({ impact, proposal, answer }: Question) {
  const t = useTranslations();
  const count = (devices: number) => <span className="tabular-nums">{devices.toLocaleString("en")}</span>;
  return (
    <AlertDialog
      onClose={() => answer(false)}
      title={t("tenant.saveStricterPostureRules")}
      description={impactSentence(t, impact, proposal.enforcement)}
      action={{
        label: t("tenant.saveRules"),
        variant: impact.loseAccess > 0 ? "danger" : "primary",
        onAction: () => answer(true),
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

/** What each field is called, by its path: `rules.linux.firewall`. */
function labels(t: Translate): Readonly<Record<string, string>> {
  const asked = Object.entries({ ...checkNames(t), minimumVersion: t("tenant.minimumVersion") });
  const rules = platforms.flatMap((platform) =>
    asked.map(([name, label]) => [`rules.${platform}.${name}`, `${platformNames(t)[platform]}: ${label}`] as const),
  );
  return {
    enforcement: t("tenant.enforcement"),
    maxAge: t("tenant.minutesForWhichAReport"),
    ...Object.fromEntries(rules),
  };
}
