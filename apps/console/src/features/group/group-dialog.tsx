"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { GroupDetail } from "@portcullis/domain/group";
import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { EditDialog, useConflictForm } from "#ui/form/conflict-form.tsx";
import { groupFields, typedGroup } from "./group-fields.ts";
import { GroupForm } from "./group-form.tsx";

const formId = "group";
/** Roles are a set: what each one added or took away is kept. */
const labels = (t: Translate) => ({
  name: t("common.name"),
  description: t("common.description"),
  maxDevices: t("common.deviceLimit"),
});

interface GroupDialogProps {
  /** The one to change; undefined for a new one. */
  readonly group?: GroupDetail | undefined;
  readonly onClose: () => void;
  readonly onSaved?: ((group: GroupDetail) => void) | undefined;
}

/** Makes or changes a group. */
export function GroupDialog({ group, onClose, onSaved }: GroupDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const invalidate = useInvalidate();
  const form = useForm({ resolver: zodResolver(groupFields), defaultValues: typedGroup(group) });
  const editing = useConflictForm({
    form,
    stored: group,
    toFields: typedGroup,
    save: (values, base) =>
      base
        ? client.group.update.mutate({ id: base.id, ...values, ifUpdatedAt: base.updatedAt })
        : client.group.create.mutate(values),
    readStored: async () =>
      group && (await queryClient.fetchQuery({ ...trpc.group.get.queryOptions({ id: group.id }), staleTime: 0 })),
    onSaved: (saved) => {
      queryClient.setQueryData(trpc.group.get.queryKey({ id: saved.id }), saved);
      invalidate({ nouns: ["group"] });
      onClose();
      onSaved?.(saved);
    },
  });
  return (
    <EditDialog
      title={group ? t("group.edit", { name: group.name }) : t("group.newGroup")}
      description={group ? undefined : t("group.everybodyInItGetsIts")}
      editing={editing}
      formId={formId}
      labels={labels(t)}
      saveLabel={group ? t("common.save") : t("group.createGroup")}
      onClose={onClose}
    >
      <GroupForm id={formId} form={form} group={editing.base} onSubmit={editing.submit} />
    </EditDialog>
  );
}

/** Opens the form for a new group, and then the group. */
export function NewGroupButton() {
  const t = useTranslations();
  const me = useMe();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        disabledReason={permissionRefusal(t, me, "group:write")}
        onClick={() => setIsOpen(true)}
      >
        <Plus aria-hidden="true" />
        {t("group.newGroup")}
      </Button>
      {isOpen && (
        <GroupDialog onClose={() => setIsOpen(false)} onSaved={(group) => router.push(`/groups/${group.id}`)} />
      )}
    </>
  );
}
