"use client";

import { platforms } from "@portcullis/domain/device/platform";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl";
import { ChoosePerson } from "#features/user/choose-person.tsx";
import type { Translate } from "#i18n/translator.ts";
import { Button } from "#ui/button.tsx";
import { Callout, LiveRegion } from "#ui/feedback/callout.tsx";
import { Field, Form } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { Select } from "#ui/form/select.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import { AwaitingApproval, DeviceConfig } from "./device-config.tsx";
import { platformNames } from "./device-text.ts";
import { KeyChoice } from "./key-choice.tsx";
import { useRegisterDevice } from "./use-register-device.ts";

const formId = "new-device";

interface AddDeviceDialogProps {
  readonly userId: string;
  /** Whose device it will be, in words; undefined where that is asked, and `userId` is only proposed. */
  readonly description: string | undefined;
  /** The person may not connect yet, and why. */
  readonly notYet: string | undefined;
  readonly onClose: () => void;
}

/** Registers a device, its keys made here or brought along; then shows the file that it needs, once. */
function AddDeviceDialog({ userId, description, notYet, onClose }: AddDeviceDialogProps) {
  const t = useTranslations();
  const { submit, isPending, added, privateKey, failure, ...form } = useRegisterDevice();
  const [choice, setChoice] = useState<DeviceUserChoice>({ kind: "me" });
  const ownerId = choice.kind === "me" ? userId : choice.person?.id;
  return (
    <FormDialog
      title={added ? t("device.isAdded", { name: added.name }) : t("device.addDevice")}
      description={
        added && added.user.id !== userId ? t("device.aDeviceOf", { name: displayName(added.user) }) : description
      }
      busy={isPending}
      once={added !== undefined && privateKey !== undefined}
      formId={formId}
      submitLabel={t("device.addDevice")}
      disabledReason={ownerId === undefined ? t("device.chooseWhoseDeviceItIs") : undefined}
      isDone={added !== undefined}
      failure={failure}
      onClose={onClose}
    >
      {added ? (
        <>
          {notYet !== undefined && (
            <Callout tone="warning" className="mb-3">
              {notYet}
            </Callout>
          )}
          <AwaitingApproval device={added} />
          <DeviceConfig device={added} privateKey={privateKey} />
        </>
      ) : (
        <>
          {description === undefined && <UserChoice me={userId} choice={choice} onChange={setChoice} />}
          <NewDeviceForm id={formId} {...form} onSubmit={() => ownerId !== undefined && submit(ownerId)} />
        </>
      )}
      <LiveRegion
        message={
          added ? t("device.isAddedWithTheAddress", { name: added.name, addresses: added.addresses[0] ?? "" }) : ""
        }
      />
    </FormDialog>
  );
}

type AddDeviceButtonProps = Omit<AddDeviceDialogProps, "onClose"> & {
  /** Why one may not add a device here. */
  readonly disabledReason?: string | undefined;
};

export function AddDeviceButton({ disabledReason, ...dialog }: AddDeviceButtonProps) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={disabledReason} onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t("device.addDevice")}
      </Button>
      {open && <AddDeviceDialog {...dialog} onClose={() => setOpen(false)} />}
    </>
  );
}

const options = (t: Translate) =>
  [
    { value: "me", label: t("device.myself") },
    { value: "other", label: t("device.somebodyElse") },
  ] as const;

/** Whose a new device will be: one's own, or that of a person, once one is chosen. */
interface DeviceUserChoice {
  readonly kind: ReturnType<typeof options>[number]["value"];
  readonly person?: UserItem | undefined;
}

interface UserChoiceProps {
  readonly me: string;
  readonly choice: DeviceUserChoice;
  readonly onChange: (choice: DeviceUserChoice) => void;
}

/** Asks whose the device will be. */
function UserChoice({ me, choice, onChange }: UserChoiceProps) {
  const t = useTranslations();
  return (
    <div className="mb-4 flex flex-col gap-3">
      <Field label={t("device.for2")}>
        <Select options={options(t)} value={choice.kind} onValueChange={(kind) => onChange({ ...choice, kind })} />
      </Field>
      {choice.kind === "other" && (
        <ChoosePerson
          legend={t("device.whoseDeviceItIs")}
          chosen={choice.person}
          except={me}
          onChoose={(person) => onChange({ kind: "other", person })}
        />
      )}
    </div>
  );
}

const platformOptions = (t: Translate) =>
  [
    { value: "", label: t("device.chooseAPlatform") },
    ...platforms.map((platform) => ({ value: platform, label: platformNames(t)[platform] })),
  ] as const;

type NewDeviceFormProps = Pick<ReturnType<typeof useRegisterDevice>, "form" | "keys" | "setKeys" | "canMakeKeys"> & {
  readonly id: string;
  readonly onSubmit: () => void;
};

function NewDeviceForm({ id, form, onSubmit, ...keyChoice }: NewDeviceFormProps) {
  const t = useTranslations();
  const { errors } = form.formState;
  return (
    <Form id={id} onSubmit={onSubmit}>
      <Field label={t("common.name")} required error={errors.name?.message}>
        <Input autoComplete="off" spellCheck={false} {...form.register("name")} />
      </Field>
      <Field label={t("device.platform")} required error={errors.platform?.message}>
        <Controller
          name="platform"
          control={form.control}
          render={({ field }) => (
            <Select ref={field.ref} options={platformOptions(t)} value={field.value} onValueChange={field.onChange} />
          )}
        />
      </Field>
      <KeyChoice {...keyChoice} field={form.register("publicKey")} error={errors.publicKey?.message} />
    </Form>
  );
}
