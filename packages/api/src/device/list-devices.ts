import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import {
  countDevices as countDevicesInput,
  type DeviceFilter,
  devicePage,
  listDevices as listDevicesInput,
} from "@portcullis/domain/device/device";
import type { TenantId } from "@portcullis/domain/ids";
import { total } from "@portcullis/domain/page";
import type { DeviceSort } from "@portcullis/domain/sort";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { capTotal, isNarrowing, openCursor, type Position, toPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { keepCounted } from "../overview/count-tenant.ts";
import { readDevices } from "./internal.ts";

/** The filter within what one may see; undefined where that is nothing: somebody else's devices without `device:read`. */
function visible({ principal }: ServiceContext, filter: DeviceFilter): DeviceFilter | undefined {
  if (principal.permissions.includes("device:read")) return filter;
  if (filter.userId !== undefined && filter.userId !== principal.userId) return undefined;
  return { ...filter, userId: principal.userId };
}

interface AskedDevices {
  readonly sort: DeviceSort;
  readonly isDescending: boolean;
  readonly after: Position | undefined;
  /** None asks for the total alone. */
  readonly limit: number;
  /** How many are counted at most; null: the total is not asked for. */
  readonly countTo: number | null;
}

/** The ids of what a filter leaves, in their order, by the function `find_devices`. */
export function findDevices(tx: TenantTx, filter: DeviceFilter, page: AskedDevices) {
  const anyOf = (values: readonly string[] | undefined) => sql.param(values?.length ? [...values] : null);
  return tx.execute<{ id: string; sort_key: string; total: number }>(sql`
    select id, sort_key, total from find_devices(${filter.search ?? null}, ${filter.userId ?? null},
      ${anyOf(filter.platform)}::text[], ${anyOf(filter.status)}::text[], ${anyOf(filter.compliance)}::text[],
      ${filter.awaitingApproval ?? null}, null, ${page.sort}, ${page.isDescending},
      ${page.after?.[0] ?? null}, ${page.after?.[1] ?? null}, ${page.limit}, ${page.countTo})`);
}

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
    const { sort, direction, ...wanted } = asked;
    const filter = visible(ctx, wanted);
    if (!filter) return { items: [], nextCursor: null };
    const scope = ["device.list", { ...filter, sort, direction }];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const page = { sort, isDescending: direction === "desc", after, limit: limit + 1, countTo: null };
      const found = await findDevices(tx, filter, page);
      const ids = found.slice(0, limit).map((row) => row.id);
      const rows = ids.length > 0 ? await readDevices(tx, ids, new Date()) : [];
      const items = new Map(rows.map((device) => [device.id, device]));
      return toPage(ctx, scope, found, {
        limit,
        positionOf: (row) => [row.sort_key, row.id],
        toItem: (row) => items.get(row.id),
      });
    });
  },
);

/** How many devices a list has on all its pages; all of a tenant are counted to their end. */
export const countDevices = useCase(
  { access: { own: true, others: "device:read" } },
  countDevicesInput,
  total,
  async (ctx, { upTo, ...wanted }) => {
    const filter = visible(ctx, wanted);
    if (!filter) return { count: 0, exact: true };
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const page = { sort: "name", isDescending: false, after: undefined, limit: 0, countTo: upTo + 1 } as const;
      const [{ total: counted } = { total: 0 }] = await findDevices(tx, filter, page);
      const isLarge = counted > upTo && !isNarrowing(filter);
      return isLarge ? { count: await countExactly(tx), exact: true } : capTotal(counted, upTo);
    });
  },
);

/** All devices of the tenant, kept for some seconds. */
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
