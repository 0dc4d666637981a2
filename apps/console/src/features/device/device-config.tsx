"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { useQuery } from "@tanstack/react-query";
import { Copy, Download, ExternalLink } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Button, copyText, downloadText } from "#ui/button.tsx";
import { CodeBox } from "#ui/code-box.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { takeFocus } from "#ui/focus.ts";
import { Field } from "#ui/form/field.tsx";
import { Select } from "#ui/form/select.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { QrCode } from "#ui/qr-code.tsx";
import { configFileName, configText } from "./config-text.ts";
import type { DeviceDialogProps } from "./device-actions.ts";

interface DeviceConfigProps {
  readonly device: DeviceDetail;
  /** Undefined where the device keeps it. */
  readonly privateKey: string | undefined;
}

/**
 * What the device must be told, as a file and a QR code, for the gateway that one chooses. Where nobody knows whom it could
 * talk to, the file is shown without that part: the private key in it is nowhere else.
 */
export function DeviceConfig({ device, privateKey }: DeviceConfigProps) {
  const t = useTranslations();
  const connection = useQuery({ ...useTRPC().device.connection.queryOptions({ id: device.id }), staleTime: 0 });
  const [chosen, setChosen] = useState<string | undefined>();
  if (connection.isPending) return <Loading />;
  const { gateways = [], addresses = device.addresses, routes = [] } = connection.data ?? {};
  const gateway = gateways.find(({ id }) => id === chosen) ?? gateways[0];
  return (
    <div className="flex flex-col gap-4">
      {privateKey === undefined ? (
        <p>{t("device.onTheDeviceCompleteThis")}</p>
      ) : (
        <Callout tone="warning">{t("device.thisIsShownOnlyOnce")}</Callout>
      )}
      {connection.isError && (
        <Callout tone="danger">
          <p>{t("device.theGatewaysCouldNotBe", { message: describeApiError(connection.error).message })}</p>
          <Button size="sm" className="mt-2" busy={connection.isFetching} onClick={() => void connection.refetch()}>
            {t("common.retry")}
          </Button>
        </Callout>
      )}
      {connection.isSuccess && gateways.length === 0 && <NoGateways />}
      {gateway && gateways.length > 1 && (
        <Field label={t("common.gateway")} hint={t("device.eachFileLeadsToOne")}>
          <Select
            options={gateways.map(({ id, name }) => ({ value: id, label: name }))}
            value={gateway.id}
            onValueChange={setChosen}
          />
        </Field>
      )}
      <ConfigFile
        deviceName={device.name}
        text={configText(t, { privateKey, addresses, gateway, routes })}
        // By camera it goes into an app as it is: only a whole one is worth it.
        isWhole={privateKey !== undefined && gateway !== undefined}
      />
    </div>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-52 w-full" />
      <Skeleton className="size-56" />
    </div>
  );
}

interface ConfigFileProps {
  readonly deviceName: string;
  readonly text: string;
  /** Nothing is missing: then it is also shown as a QR code. */
  readonly isWhole: boolean;
}

/** The configuration as text, to take along by copying, as a file or by camera. */
function ConfigFile({ deviceName, text, isWhole }: ConfigFileProps) {
  const t = useTranslations();
  const name = configFileName(deviceName);
  return (
    <>
      <CodeBox
        label={t("device.configurationFile")}
        title={<span className="font-mono font-normal">{name}</span>}
        text={text}
        actions={
          <>
            <Button size="sm" onClick={() => void copyText(t, t("device.configuration"), text)}>
              <Copy aria-hidden="true" />
              {t("device.copy")}
            </Button>
            <Button size="sm" onClick={() => downloadText(name, text)}>
              <Download aria-hidden="true" />
              {t("device.download")}
            </Button>
          </>
        }
      />
      {isWhole && (
        <div className="flex flex-col items-center gap-x-5 gap-y-2 sm:flex-row">
          <QrCode text={text} label={t("device.qrCodeOfTheConfiguration")} className="size-56" />
          <p className="text-sm text-pretty text-ink-muted">{t("device.forAPhoneInThe")}</p>
        </div>
      )}
    </>
  );
}

/** There is nobody to connect to yet. The link leaves this page open: the file on it is shown only once. */
function NoGateways() {
  const t = useTranslations();
  const mayRead = useMe().permissions.includes("gateway:read");
  return (
    <Callout tone="warning">
      {t.rich("device.thereIsNoGatewayTo", {
        link: () =>
          mayRead && (
            <>
              {" "}
              <PageLink
                href="/settings/gateways"
                target="_blank"
                className="inline-flex items-baseline gap-1 underline"
              >
                {t("common.gateways")}
                <ExternalLink aria-label={t("device.opensInANewTab")} className="size-3 self-center" />
              </PageLink>
            </>
          ),
      })}
    </Callout>
  );
}

/** The configuration of a device as it would be today; its private key is known to nobody here. */
export function DeviceConfigDialog({ device, onClose }: DeviceDialogProps) {
  const t = useTranslations();
  return (
    <Dialog
      onClose={onClose}
      title={t("device.configurationOf", { name: device.name })}
      footer={
        <Button ref={takeFocus} variant="primary" onClick={onClose}>
          {t("common.done")}
        </Button>
      }
    >
      <DeviceConfig device={device} privateKey={undefined} />
    </Dialog>
  );
}

/** Beside a device's file: that it does not connect yet, where it waits for an administrator. */
export function AwaitingApproval({ device }: { readonly device: DeviceDetail }) {
  const t = useTranslations();
  if (device.approvedAt !== null) return null;
  return (
    <Callout tone="warning" className="mb-3">
      {t("device.itWaitsForTheApproval2")}
    </Callout>
  );
}
