import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { devicePage, listDevices as listDevicesInput } from "@portcullis/domain/device/device";
import type { TenantId } from "@portcullis/domain/ids";
import { totalCap } from "@portcullis/domain/page";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { countLimit, openCursor, toPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { keepCounted } from "../overview/count-tenant.ts";
import { readDevices } from "./internal.ts";

/**
 * A page of devices: the tenant's with `device:read`, else one's own; somebody else's are then an empty list.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid`
 */
export const listDevices = useCase(
  { access: { own: true, others: "device:read" } },
  listDevicesInput,
  devicePage,
  async (ctx, input) => {
    const { cursor, limit, ...asked } = input;
    const { principal } = ctx;
    const isOwnOnly = !principal.permissions.includes("device:read");
    if (isOwnOnly && asked.userId !== undefined && asked.userId !== principal.userId) {
      return { items: [], nextCursor: null, total: { count: 0, exact: true } };
    }
    const filters = isOwnOnly ? { ...asked, userId: principal.userId } : asked;
    const scope = ["device.list", filters];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    return withTenantReadOnly(ctx.db, principal.tenantId, async (tx) => {
      const term = filters.search ?? null;
      const platforms = filters.platform?.length ? filters.platform : null;
      const statuses = filters.status?.length ? filters.status : null;
      const compliances = filters.compliance?.length ? filters.compliance : null;
      const found = await tx.execute<{ id: string; sort_key: string; total: number }>(sql`
        select id, sort_key, total from find_devices(${term}, ${filters.userId ?? null}, ${sql.param(platforms)}::text[],
          ${sql.param(statuses)}::text[], ${sql.param(compliances)}::text[], ${filters.awaitingApproval ?? null}, null,
          ${filters.sort}, ${filters.direction === "desc"}, ${after?.[0] ?? null}, ${after?.[1] ?? null}, ${limit + 1}, ${countLimit})`);
      const ids = found.slice(0, limit).map((row) => row.id);
      const rows = ids.length > 0 ? await readDevices(tx, ids, new Date()) : [];
      const items = new Map(rows.map((device) => [device.id, device]));
      const counted = found[0]?.total ?? 0;
      const isWhole =
        !term && !filters.userId && !platforms && !statuses && !compliances && filters.awaitingApproval === undefined;
      return toPage(ctx, scope, found, {
        limit,
        counted,
        exact: isWhole && counted > totalCap ? await countExactly(tx) : undefined,
        positionOf: (row) => [row.sort_key, row.id],
        toItem: (row) => items.get(row.id),
      });
    });
  },
);

/** All devices of the tenant, beyond what a page counts. */
async function countExactly(tx: TenantTx): Promise<number> {
  const { value } = await keepCounted(`all devices ${tx.tenantId}`, async () => {
    const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from devices d
      join users u on u.tenant_id = d.tenant_id and u.id = d.user_id and u.status <> 'deleting' where d.tenant_id = ${tx.tenantId}`);
    const count = row?.count ?? 0;
    return { value: count, rows: count };
  });
  return value;
}

/** Which devices of a tenant are online at this instant, with their users: as long as who is online, however many there are. */
export async function readOnlineDevices(
  { db }: Pick<ServiceContext, "db">,
  tenantId: TenantId,
): Promise<ReadonlyMap<string, string>> {
  const rows = await withTenantReadOnly(db, tenantId, (tx) =>
    tx.execute<{ device_id: string; user_id: string }>(
      sql`select device_id, user_id from online_devices where tenant_id = ${tenantId}`,
    ),
  );
  return new Map(rows.map((row) => [row.device_id, row.user_id]));
}
