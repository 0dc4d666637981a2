import { cascadeDevices, cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { cascadeDevicePage, listCascadeDevices as listCascadeDevicesInput } from "@portcullis/domain/cascade";
import { notFound } from "@portcullis/domain/errors";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { addressesOf } from "../device/internal.ts";
import { openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";

/** The lines of a receipt, in the order of the walk. @throws {DomainError} NOT_FOUND · BAD_REQUEST `cursor_invalid` */
export const listCascadeDevices = useCase(
  { access: { permission: "user:read" }, subject: "cascade" },
  listCascadeDevicesInput,
  cascadeDevicePage,
  async (ctx, input) => {
    const { cursor, limit, id } = input;
    const scope = ["cascade.devices", id];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const [[cascade], rows] = await Promise.all([
        tx
          .select({ done: cascades.devicesDone })
          .from(cascades)
          .where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.id, id))),
        tx
          .select({
            deviceId: cascadeDevices.deviceId,
            name: devices.name,
            publicKey: sql<string | null>`coalesce(${cascadeDevices.publicKey}, ${devices.publicKey})`,
            addresses: sql<
              string[]
            >`coalesce(${cascadeDevices.addresses}, ${addressesOf(tx.tenantId, sql`${devices.id}`)})`,
            switchedAt: cascadeDevices.switchedAt,
          })
          .from(cascadeDevices)
          .leftJoin(
            devices,
            and(eq(devices.tenantId, cascadeDevices.tenantId), eq(devices.id, cascadeDevices.deviceId)),
          )
          .where(
            and(
              eq(cascadeDevices.tenantId, tx.tenantId),
              eq(cascadeDevices.cascadeId, id),
              after && gt(cascadeDevices.deviceId, after[1]),
            ),
          )
          .orderBy(asc(cascadeDevices.deviceId))
          .limit(limit + 1),
      ]);
      if (!cascade) throw notFound("cascade");
      return toCountedPage(ctx, scope, rows, {
        limit,
        counted: cascade.done,
        positionOf: (row) => ["", row.deviceId],
        toItem: (row) => row,
      });
    });
  },
);
