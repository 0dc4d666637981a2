"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { GatewayItem } from "@portcullis/domain/gateway";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { describeApiError } from "#trpc/client.ts";
import { LabelledRadio } from "#ui/form/checkbox.tsx";
import { useFormDraft } from "#ui/form/draft.ts";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import { gatewayFieldNames, gatewayFields, graceChoices, typedGateway } from "./gateway-fields.ts";

interface GatewayFormProps {
  readonly id: string;
  readonly form: GatewayForm;
  readonly onSubmit: () => void;
}

export function GatewayForm({ id, form, onSubmit }: GatewayFormProps) {
  const t = useTranslations();
  const { errors } = form.formState;
  return (
    <Form id={id} onSubmit={onSubmit}>
      <Field label={t("common.name")} required error={errors.name?.message}>
        <Input autoComplete="off" spellCheck={false} {...form.register("name")} />
      </Field>
      <Field
        label={t("gateway.endpoint")}
        required
        error={errors.endpoint?.message}
        // An error says the same.
        hint={errors.endpoint ? undefined : t("gateway.hostAndUdpPortThat")}
      >
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
          {...form.register("endpoint")}
        />
      </Field>
      <PolicyChoice form={form} />
    </Form>
  );
}

const choices = (t: Translate) =>
  [
    {
      value: "keep",
      label: t("gateway.keepEverybodyConnected"),
      hint: t("common.peopleKeepWorkingThroughAn"),
    },
    {
      value: "fail_closed",
      label: t("gateway.disconnectEverybodyAfterATime"),
      hint: t("gateway.carriedOutByTheAgent"),
    },
    { value: "tenant", label: t("gateway.followTheTenantsSettings"), hint: undefined },
  ] as const;

/** What the gateway does when it cannot reach the console. */
function PolicyChoice({ form }: { readonly form: GatewayForm }) {
  const t = useTranslations();
  const [unreachable, graceSeconds] = useWatch({ control: form.control, name: ["unreachable", "graceSeconds"] });
  const error = form.formState.errors.unreachable?.message;
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-medium">{t("gateway.whenItCannotReachThe")}</legend>
      {choices(t).map(({ value, label, hint }) => (
        <LabelledRadio
          key={value}
          name="unreachable"
          label={label}
          hint={hint}
          checked={unreachable === value}
          onChoose={() => form.setValue("unreachable", value, { shouldValidate: true, shouldDirty: true })}
        />
      ))}
      {error !== undefined && (
        <p role="alert" className="text-xs text-danger-ink">
          {error}
        </p>
      )}
      {unreachable === "fail_closed" && (
        <Field label={t("gateway.after")} hint={t("common.aRestartOfTheConsole")}>
          <Select
            options={graceChoices(t, graceSeconds)}
            value={String(graceSeconds)}
            onValueChange={(seconds) => form.setValue("graceSeconds", Number(seconds))}
            className="w-40"
          />
        </Field>
      )}
    </fieldset>
  );
}

/** The form of a new gateway. `refuse` puts what the API says of a field at that field, `isOfField` tells that it did. */
export function useGatewayForm(gateway: GatewayItem | undefined) {
  const form = useForm({ resolver: zodResolver(gatewayFields), defaultValues: typedGateway(gateway) });
  useFormDraft("gateway new", form, typedGateway(gateway));
  const fieldOf = (error: unknown) => {
    const { data } = describeApiError(error);
    return gatewayFieldNames.find((name) => name === data.field);
  };
  return {
    form,
    isOfField: (error: unknown) => fieldOf(error) !== undefined,
    refuse: (error: unknown) => {
      const field = fieldOf(error);
      if (field) form.setError(field, { message: describeApiError(error).message }, { shouldFocus: true });
    },
  };
}
export type GatewayForm = ReturnType<typeof useGatewayForm>["form"];
