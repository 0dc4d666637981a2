"use client";

import type { GatewayConnection } from "@portcullis/domain/gateway";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { Dialog } from "#ui/overlay/dialog.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Pagination, useKeysetPagesInMemory } from "#ui/table/pagination.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { ShutCommand } from "./close-gateway-dialog.tsx";
import type { GatewayDialogProps, GatewayRef } from "./gateway-fields.ts";
import { gatewayName } from "./gateway-text.ts";

const pageSize = 20;

/** Who may still be connected at a gateway that has not confirmed, since when, and what ends it there. */
export function GatewayConnectionsDialog({ gateway, onClose }: GatewayDialogProps<GatewayRef>) {
  const t = useTranslations();
  const pages = useKeysetPagesInMemory();
  const list = useQuery(
    useTRPC().gateway.connections.queryOptions({
      id: gateway.id,
      limit: pageSize,
      ...(pages.cursor !== undefined && { cursor: pages.cursor }),
    }),
  );
  return (
    <Dialog
      size="md"
      onClose={onClose}
      title={t("gateway.whoMayStillBeConnected", { gatewayName: gatewayName(t, gateway) })}
      description={t("gateway.devicesWhoseAccessEndedBy")}
      footer={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      <div className="flex flex-col gap-4">
        <QueryView
          query={list}
          failure={t("common.theDevicesCouldNotBe")}
          skeleton={<Skeleton className="h-24 w-full" />}
          empty={<p className="text-sm text-ink-muted">{t("gateway.noDeviceThatIsKnown")}</p>}
        >
          {(page) => (
            <>
              <ul className="divide-y divide-line">
                {page.items.map((connection) => (
                  <ConnectionLine key={connection.deviceId} connection={connection} />
                ))}
              </ul>
              <Pagination
                noun="device"
                total={page.total}
                shown={page.items.length}
                busy={list.isFetching}
                onPrevious={pages.previous}
                onNext={page.nextCursor === null ? null : () => pages.next(page.nextCursor ?? "")}
              />
            </>
          )}
        </QueryView>
        <ShutCommand />
      </div>
    </Dialog>
  );
}

function ConnectionLine({ connection }: { readonly connection: GatewayConnection }) {
  const t = useTranslations();
  const { deviceId, name, user, publicKey, since, lastHandshake, endpoint } = connection;
  return (
    <li className="py-2 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium wrap-anywhere">
          {name === null ? t("gateway.aRemovedDevice") : <PageLink href={`/devices/${deviceId}`}>{name}</PageLink>}
          {user && (
            <span className="font-normal text-ink-muted">
              {" "}
              {t("gateway.of", { user: user.name === user.email ? user.email : `${user.name}, ${user.email}` })}
            </span>
          )}
        </span>
        <span className="text-xs text-ink-muted">
          {t.rich("gateway.accessEnded", { time: () => <RelativeTime at={since} /> })}
        </span>
      </p>
      <p className="text-xs text-ink-muted">
        {lastHandshake === null ? (
          t("gateway.neverHeardByThisGateway")
        ) : (
          <>
            {t.rich("gateway.lastHandshakeReported", {
              time: () => <RelativeTime at={lastHandshake} />,
              endpoint: () => endpoint !== null && ` ${t("gateway.from", { endpoint })}`,
            })}
          </>
        )}
      </p>
      {publicKey !== null && <code className="font-mono text-xs wrap-anywhere text-ink-muted">{publicKey}</code>}
    </li>
  );
}
