"use client";

import type { CreateGateway } from "@portcullis/domain/gateway";
import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useConfirmIdentity } from "#features/account/use-confirm-identity.tsx";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import { describeApiError, useTRPCClient } from "#trpc/client.ts";
import { useInvalidate } from "#trpc/invalidate.ts";
import { Button } from "#ui/button.tsx";
import { LiveRegion } from "#ui/feedback/callout.tsx";
import { FormDialog } from "#ui/overlay/form-dialog.tsx";
import { toGateway } from "./gateway-fields.ts";
import { GatewayForm, useGatewayForm } from "./gateway-form.tsx";
import { GatewayToken } from "./rotate-token-dialog.tsx";

const formId = "new-gateway";

/** Names a gateway and says where it is reached; then shows what starts its agent, once. */
function AddGatewayDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const invalidate = useInvalidate();
  const client = useTRPCClient();
  const { confirmed, confirmation } = useConfirmIdentity();
  const { form, refuse, isOfField } = useGatewayForm(undefined);
  const create = useMutation({
    mutationFn: (gateway: CreateGateway) => confirmed(() => client.gateway.create.mutate(gateway)),
    onError: refuse,
    onSettled: () => invalidate({ nouns: ["gateway"] }),
  });
  const added = create.data;
  return (
    <FormDialog
      title={added ? t("gateway.isAdded", { name: added.gateway.name }) : t("gateway.addGateway")}
      description={added ? undefined : t("gateway.aHostWithWireguardOn")}
      busy={create.isPending}
      once={added !== undefined}
      formId={formId}
      submitLabel={t("gateway.addGateway")}
      isDone={added !== undefined}
      failure={create.isError && !isOfField(create.error) ? describeApiError(create.error).message : undefined}
      onClose={onClose}
    >
      {added ? (
        <GatewayToken {...added} />
      ) : (
        <GatewayForm
          id={formId}
          form={form}
          onSubmit={() =>
            void form.handleSubmit((values) => {
              const { policy, ...gateway } = toGateway(values);
              create.mutate({ ...gateway, ...(policy && { policy }) });
            })()
          }
        />
      )}
      <LiveRegion message={added ? t("gateway.isAdded2", { name: added.gateway.name }) : ""} />
      {confirmation}
    </FormDialog>
  );
}

/** Opens the form for a new gateway. */
export function AddGatewayButton() {
  const t = useTranslations();
  const disabledReason = permissionRefusal(t, useMe(), "gateway:write");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={disabledReason} onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" />
        {t("gateway.addGateway")}
      </Button>
      {isOpen && <AddGatewayDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
