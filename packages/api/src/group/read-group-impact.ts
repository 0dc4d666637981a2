import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { groupById, groupImpact } from "@portcullis/domain/group";
import { sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readGroupDetail } from "./get-group.ts";

/** What the deletion of a group would take from its members: the numbers of the preview. @throws {DomainError} NOT_FOUND */
export const readGroupImpact = useCase(
  { access: { permission: "group:read" }, subject: "group" },
  groupById,
  groupImpact,
  (ctx, input) =>
    withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const group = await readGroupDetail(tx, input.id);
      const [losers, limits] = await Promise.all([countLosers(tx, group.id), countLimits(tx, group.id)]);
      const roles = group.roles.map(({ id, name }) => ({ id, name, members: losers.get(id) ?? 0 }));
      return { members: group.memberCount, roles, ...limits };
    }),
);

/** For each role that the group carries: how many of its members hold it neither directly nor through another group. */
async function countLosers(tx: TenantTx, groupId: string): Promise<Map<string, number>> {
  const rows = await tx.execute<{ role_id: string; members: number }>(sql`
    select gr.role_id, count(*)::int as members
    from group_roles gr join group_members m on m.tenant_id = gr.tenant_id and m.group_id = gr.group_id
    where gr.tenant_id = ${tx.tenantId} and gr.group_id = ${groupId}
      and not exists (select from user_roles ur
        where ur.tenant_id = m.tenant_id and ur.user_id = m.user_id and ur.role_id = gr.role_id)
      and not exists (select from group_members om join group_roles ogr
          on ogr.tenant_id = om.tenant_id and ogr.group_id = om.group_id and ogr.role_id = gr.role_id
        where om.tenant_id = m.tenant_id and om.user_id = m.user_id and om.group_id <> m.group_id)
    group by gr.role_id`);
  return new Map(rows.map((row) => [row.role_id, row.members]));
}

/** Whose limit the group's raises, and who would have more devices than they may without it. */
async function countLimits(tx: TenantTx, groupId: string): Promise<{ limitsChanged: number; overLimit: number }> {
  const [row] = await tx.execute<{ limitsChanged: number; overLimit: number }>(sql`
    select count(*)::int as "limitsChanged", count(*) filter (where held > after)::int as "overLimit"
    from (
      select l.max_devices as before, device_limit(u.max_devices, others.largest, t.max_devices) as after,
        (select count(*) from devices d where d.tenant_id = m.tenant_id and d.user_id = m.user_id) as held
      from groups
      join tenants t on t.id = groups.tenant_id
      join group_members m on m.tenant_id = groups.tenant_id and m.group_id = groups.id
      join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
      join device_limits l on l.tenant_id = m.tenant_id and l.user_id = m.user_id
      cross join lateral (
        select max(o.max_devices) as largest
        from group_members om join groups o on o.tenant_id = om.tenant_id and o.id = om.group_id
        where om.tenant_id = m.tenant_id and om.user_id = m.user_id and om.group_id <> m.group_id) others
      where groups.tenant_id = ${tx.tenantId} and groups.id = ${groupId}
        and groups.max_devices is not null and u.max_devices is null
    ) members where before <> after`);
  return row ?? { limitsChanged: 0, overLimit: 0 };
}
