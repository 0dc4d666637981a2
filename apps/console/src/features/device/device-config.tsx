"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { Field } from "#ui/form/field.tsx";
import { Select } from "#ui/form/select.tsx";
import { ConfigFile } from "./config-file.tsx";
import { configText } from "./config-text.ts";
import { NoGateways } from "./no-gateways.tsx";

export interface DeviceConfigProps {
  readonly device: DeviceDetail;
  /** Undefined where the device keeps it. */
  readonly privateKey: string | undefined;
}

/**
 * What the device must be told, as a file and a QR code, for the gateway that one chooses. Where nobody knows whom it could
 * talk to, the file is shown without that part: the private key in it is nowhere else.
 */
export function DeviceConfig({ device, privateKey }: DeviceConfigProps) {
  const connection = useQuery({ ...useTRPC().device.connection.queryOptions({ id: device.id }), staleTime: 0 });
  const [chosen, setChosen] = useState<string | undefined>();
  if (connection.isPending) return <Loading />;
  const { gateways = [], addresses = device.addresses, routes = [] } = connection.data ?? {};
  const gateway = gateways.find(({ id }) => id === chosen) ?? gateways[0];
  return (
    <div className="flex flex-col gap-4">
      {privateKey === undefined ? (
        <p>On the device, complete this file with the private key that stayed there.</p>
      ) : (
        <Callout tone="warning">
          This is shown only once. The private key was made in this browser and is kept nowhere else: if you lose it,
          change the key of the device.
        </Callout>
      )}
      {connection.isError && (
        <Callout tone="danger">
          <p>The gateways could not be loaded. {describeApiError(connection.error).message}</p>
          <Button size="sm" className="mt-2" busy={connection.isFetching} onClick={() => void connection.refetch()}>
            Retry
          </Button>
        </Callout>
      )}
      {connection.isSuccess && gateways.length === 0 && <NoGateways />}
      {gateway && gateways.length > 1 && (
        <Field label="Gateway" hint="Each file leads to one. They all lead into the same network.">
          <Select
            options={gateways.map(({ id, name }) => ({ value: id, label: name }))}
            value={gateway.id}
            onValueChange={setChosen}
          />
        </Field>
      )}
      <ConfigFile
        deviceName={device.name}
        text={configText({ privateKey, addresses, gateway, routes })}
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
