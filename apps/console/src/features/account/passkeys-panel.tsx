"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { addPasskey, type PasskeyItem, renamePasskey } from "@portcullis/domain/passkey";
import { useMutation } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { describeApiError, useTRPC, useTRPCClient } from "#trpc/client.ts";
import { Button, IconButton } from "#ui/button.tsx";
import { Field } from "#ui/form/field.tsx";
import { Input } from "#ui/form/input.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import { Menu, MenuItem } from "#ui/overlay/menu.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { makePasskey, passkeyFailure } from "./passkey-ceremony.ts";
import { type FactorPartProps, RemoveFactorDialog } from "./remove-factor-dialog.tsx";
import { isLast, lastRefusal } from "./totp-panel.tsx";
import { useConfirmIdentity } from "./use-confirm-identity.tsx";

type Open = { readonly what: "rename" | "remove"; readonly passkey: PasskeyItem } | { readonly what: "add" };

/** One's passkeys: add, rename, remove. */
export function PasskeysPanel({ security, onAdded, onChanged }: FactorPartProps) {
  const t = useTranslations();
  const client = useTRPCClient();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const { passkeys } = security;
  return (
    <Panel
      title={t("account.passkeys")}
      flush={passkeys.length > 0}
      actions={
        <Button size="sm" onClick={() => setOpen({ what: "add" })}>
          {t("account.addPasskey")}
        </Button>
      }
    >
      {passkeys.length === 0 ? (
        <p className="text-sm text-ink-muted">{t("account.signInWithYourFingerprint")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex items-center gap-3 px-4 py-2.5 text-sm">
              <KeyRound aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{passkey.name}</span>
                <span className="block text-xs text-ink-muted">
                  {passkey.lastUsedAt ? `${t("account.used")} ` : `${t("account.added")} `}
                  <RelativeTime at={passkey.lastUsedAt ?? passkey.createdAt} focusable />
                </span>
              </span>
              <Menu
                trigger={
                  <IconButton size="sm" label={t("common.actionsFor", { name: passkey.name })} icon={<Ellipsis />} />
                }
              >
                <MenuItem icon={<Pencil />} onSelect={() => setOpen({ what: "rename", passkey })}>
                  {t("account.rename")}
                </MenuItem>
                <MenuItem
                  danger
                  icon={<Trash2 />}
                  disabledReason={lastRefusal(t, security)}
                  onSelect={() => setOpen({ what: "remove", passkey })}
                >
                  {t("common.remove2")}
                </MenuItem>
              </Menu>
            </li>
          ))}
        </ul>
      )}
      {open?.what === "add" && (
        <AddPasskeyDialog
          onClose={close}
          onAdded={(name, codes) => {
            close();
            onAdded(t("account.isAdded", { name }), codes);
          }}
        />
      )}
      {open?.what === "rename" && (
        <RenamePasskeyDialog
          passkey={open.passkey}
          onClose={close}
          onRenamed={(name) => onChanged(t("common.isNow", { former: open.passkey.name, name }))}
        />
      )}
      {open?.what === "remove" && (
        <RemoveFactorDialog
          title={t("common.remove3", { name: open.passkey.name })}
          isLast={isLast(security)}
          remove={() => client.account.removePasskey.mutate({ id: open.passkey.id })}
          onClose={close}
          onRemoved={() => onChanged(t("account.isRemoved", { name: open.passkey.name }))}
        />
      )}
    </Panel>
  );
}

const newName = renamePasskey.pick({ name: true });

type RenamePasskeyDialogProps = {
  readonly passkey: PasskeyItem;
  readonly onRenamed: (name: string) => void;
  readonly onClose: () => void;
};

/** Calls a passkey something else. */
function RenamePasskeyDialog({ passkey, onRenamed, onClose }: RenamePasskeyDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const form = useForm({ resolver: zodResolver(newName), defaultValues: { name: passkey.name } });
  const rename = useMutation(
    trpc.account.renamePasskey.mutationOptions({
      onSuccess: (_, { name }) => {
        onRenamed(name);
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ name }) =>
    name === passkey.name ? onClose() : rename.mutate({ id: passkey.id, name }),
  );
  return (
    <FormDialog
      size="sm"
      title={t("account.rename2", { name: passkey.name })}
      busy={rename.isPending}
      formId="rename-passkey"
      submitLabel={t("account.rename3")}
      failure={rename.isError ? describeApiError(rename.error).message : undefined}
      onClose={onClose}
    >
      <form id="rename-passkey" noValidate onSubmit={(event) => void submit(event)}>
        <Field label={t("common.name")} required error={form.formState.errors.name?.message}>
          <Input autoComplete="off" spellCheck={false} maxLength={60} {...form.register("name")} />
        </Field>
      </form>
    </FormDialog>
  );
}

const named = addPasskey.pick({ name: true });

type AddPasskeyDialogProps = {
  /** With the recovery codes, where the factor is the first one. */
  readonly onAdded: (name: string, recoveryCodes: string[] | null) => void;
  readonly onClose: () => void;
};

/** Names a passkey, then has the browser make it. */
function AddPasskeyDialog({ onAdded, onClose }: AddPasskeyDialogProps) {
  const t = useTranslations();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const form = useForm({ resolver: zodResolver(named), defaultValues: { name: "" } });
  const add = useMutation({
    mutationFn: async ({ name }: { name: string }) => {
      const options = await confirmed(() => client.account.passkeyOptions.mutate());
      const response = await makePasskey(options);
      return confirmed(() => client.account.addPasskey.mutate({ response, name }));
    },
    onSuccess: ({ recoveryCodes }, { name }) => onAdded(name, recoveryCodes),
  });
  const submit = form.handleSubmit((values) => add.mutate(values));
  return (
    <FormDialog
      size="sm"
      title={t("account.addAPasskey")}
      description={t("account.yourBrowserAsksForFinger")}
      busy={add.isPending}
      formId="add-passkey"
      submitLabel={t("account.goOn")}
      failure={add.isError ? (passkeyFailure(t, add.error) ?? describeApiError(add.error).message) : undefined}
      onClose={onClose}
    >
      <form id="add-passkey" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label={t("common.name")}
          required
          hint={t("account.whatYouWillKnowIt")}
          error={form.formState.errors.name?.message}
        >
          <Input autoComplete="off" spellCheck={false} maxLength={60} {...form.register("name")} />
        </Field>
      </form>
      {confirmation}
    </FormDialog>
  );
}
