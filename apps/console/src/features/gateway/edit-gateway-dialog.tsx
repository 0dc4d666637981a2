"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { showToast } from "#ui/feedback/toast.tsx";
import { EditDialog, useConflictForm } from "#ui/form/conflict-form.tsx";
import { type GatewayDialogProps, gatewayFields, gatewaysQuery, toGateway, typedGateway } from "./gateway-fields.ts";
import { GatewayForm } from "./gateway-form.tsx";

const formId = "gateway";

const labels = (t: Translate) => ({
  name: t("common.name"),
  endpoint: t("gateway.endpoint"),
  unreachable: t("gateway.whenItCannotReachThe"),
  graceSeconds: t("gateway.afterInSeconds"),
});

/** Changes name, endpoint and what it does without the console. */
export function EditGatewayDialog({ gateway, onClose }: GatewayDialogProps) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const form = useForm({ resolver: zodResolver(gatewayFields), defaultValues: typedGateway(gateway) });
  const editing = useConflictForm({
    form,
    stored: gateway,
    toFields: typedGateway,
    save: (values, { updatedAt: ifUpdatedAt }) =>
      client.gateway.update.mutate({ id: gateway.id, ...toGateway(values), ifUpdatedAt }),
    readStored: async () => {
      const list = trpc.gateway.list.queryOptions(gatewaysQuery);
      const { items } = await queryClient.fetchQuery({ ...list, staleTime: 0 });
      return items.find(({ id }) => id === gateway.id);
    },
    onSaved: ({ name }) => {
      showToast({ message: t("gateway.isSaved", { name }), tone: "success" });
      onClose();
    },
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  const endpoint = useWatch({ control: form.control, name: "endpoint" }).trim();
  return (
    <EditDialog
      title={t("gateway.edit", { name: gateway.name })}
      editing={editing}
      formId={formId}
      labels={labels(t)}
      onClose={onClose}
    >
      <GatewayForm id={formId} form={form} onSubmit={editing.submit} />
      {endpoint !== gateway.endpoint && <Callout className="mt-4">{t("gateway.newConfigurationFilesNameThe")}</Callout>}
    </EditDialog>
  );
}
