import { auditDetails, auditEvents, auditOrigins, auditRefusals } from "@portcullis/db/schema/audit";
import { cascades } from "@portcullis/db/schema/cascades";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { type AuditEvent, auditPage, type ListAudit, listAudit as listAuditInput } from "@portcullis/domain/audit";
import { and, desc, eq, gte, inArray, isNull, lt, notInArray, or, type SQL, sql } from "drizzle-orm";
import { countListed, openCursor, type Position, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { nameOfUser } from "../user/internal.ts";

/**
 * A page of the audit log, newest first. Names and details are those of the living; of the deleted only ids are left.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid`
 */
export const listAudit = useCase(
  { access: { permission: "audit:read" } },
  listAuditInput,
  auditPage,
  async (ctx, input) => {
    const { cursor, limit, ...filters } = input;
    const scope = ["audit.list", filters];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const [ids, counted] = await Promise.all([pageOfIds(tx, filters, after, limit + 1), countMatching(tx, filters)]);
      const rows = ids.length ? await readEvents(tx, ids) : [];
      return toCountedPage(ctx, scope, rows, {
        limit,
        counted,
        positionOf: (row) => [row.at, row.id],
        toItem: toEvent,
      });
    });
  },
);

type Filters = Omit<ListAudit, "cursor" | "limit">;

/** What a cascade writes of each device. */
const steps = ["device.deactivated", "device.reactivated"] as const;

/**
 * The conditions of each index walk. A target is either the thing itself or the person concerned: two walks, each along
 * its own index and each bounded, rather than one `or` that would have to sort everything.
 */
function walks(tx: TenantTx, filters: Filters): (SQL | undefined)[] {
  const common = and(
    eq(auditEvents.tenantId, tx.tenantId),
    filters.actorId === undefined ? undefined : eq(auditEvents.actorId, filters.actorId),
    filters.action?.length ? inArray(auditEvents.action, filters.action) : undefined,
    filters.from === undefined ? undefined : gte(auditEvents.at, filters.from),
    filters.to === undefined ? undefined : lt(auditEvents.at, filters.to),
  );
  const isNoStep = filters.withoutSteps
    ? or(isNull(auditEvents.cascadeId), notInArray(auditEvents.action, [...steps]))
    : undefined;
  const { targetId } = filters;
  if (targetId === undefined) return [and(common, isNoStep)];
  return [and(common, eq(auditEvents.targetId, targetId)), and(common, eq(auditEvents.subjectId, targetId), isNoStep)];
}

async function pageOfIds(
  tx: TenantTx,
  filters: Filters,
  after: Position | undefined,
  atMost: number,
): Promise<string[]> {
  const isAfter = after && sql`(${auditEvents.at}, ${auditEvents.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const found = await Promise.all(
    walks(tx, filters).map((walk) =>
      tx
        .select({ id: auditEvents.id, at: auditEvents.at })
        .from(auditEvents)
        .where(and(walk, isAfter))
        .orderBy(desc(auditEvents.at), desc(auditEvents.id))
        .limit(atMost),
    ),
  );
  const merged = new Map(found.flat().map((row) => [row.id, row]));
  return [...merged.values()]
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1))
    .slice(0, atMost)
    .map((row) => row.id);
}

const countMatching = (tx: TenantTx, filters: Filters): Promise<number> =>
  countListed(tx, auditEvents, or(...walks(tx, filters)));

function readEvents(tx: TenantTx, ids: string[]) {
  return tx
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      action: auditEvents.action,
      actorKind: auditEvents.actorKind,
      actorId: auditEvents.actorId,
      actorName: sql<string | null>`case ${auditEvents.actorKind}
        when 'device' then ${nameOfDevice(auditEvents.actorId)}
        else ${nameOfUser(auditEvents.tenantId, auditEvents.actorId)} end`,
      targetKind: auditEvents.targetKind,
      targetId: auditEvents.targetId,
      targetName: sql<string | null>`case ${auditEvents.targetKind}
        when 'user' then ${nameOfUser(auditEvents.tenantId, auditEvents.targetId)}
        when 'device' then ${nameOfDevice(auditEvents.targetId)}
        when 'group' then (select g.name from groups g where g.tenant_id = ${auditEvents.tenantId} and g.id = ${auditEvents.targetId})
        when 'role' then (select r.name from roles r where r.tenant_id = ${auditEvents.tenantId} and r.id = ${auditEvents.targetId})
        when 'gateway' then (select w.name from gateways w where w.tenant_id = ${auditEvents.tenantId} and w.id = ${auditEvents.targetId})
        when 'tenant' then (select t.name from tenants t where t.id = ${auditEvents.targetId})
        end`,
      subjectId: auditEvents.subjectId,
      subjectName: nameOfUser(auditEvents.tenantId, auditEvents.subjectId),
      actorEmail: emailOfUser(auditEvents.actorId),
      targetEmail: emailOfUser(auditEvents.targetId),
      subjectEmail: emailOfUser(auditEvents.subjectId),
      publicKey: ofDevice(sql`d.public_key`, sql`x.details #>> '{before,publicKey}'`, sql`l.public_key`),
      addresses: ofDevice(
        sql`array_to_string(array(select text(a.network) from device_addresses a
          where a.tenant_id = d.tenant_id and a.device_id = d.id and not a.routed order by a.network), ' ')`,
        sql`array_to_string(array(select jsonb_array_elements_text(x.details #> '{before,addresses}')), ' ')`,
        sql`array_to_string(l.addresses, ' ')`,
      ),
      cascadeId: auditEvents.cascadeId,
      devicesSwitched: sql<number | null>`case ${auditEvents.targetKind} when 'user' then ${cascades.devicesDone} end`,
      changed: auditEvents.changed,
      details: auditDetails.details,
      address: auditOrigins.address,
      agent: auditOrigins.agent,
      refusalCount: auditRefusals.count,
      refusalProcedures: auditRefusals.procedures,
    })
    .from(auditEvents)
    .leftJoin(cascades, and(eq(cascades.tenantId, auditEvents.tenantId), eq(cascades.id, auditEvents.cascadeId)))
    .leftJoin(
      auditDetails,
      and(
        eq(auditDetails.tenantId, auditEvents.tenantId),
        eq(auditDetails.eventId, auditEvents.id),
        isLiving(auditDetails.subjectId),
      ),
    )
    .leftJoin(
      auditOrigins,
      and(
        eq(auditOrigins.tenantId, auditEvents.tenantId),
        eq(auditOrigins.eventId, auditEvents.id),
        isLiving(auditOrigins.personId),
      ),
    )
    .leftJoin(
      auditRefusals,
      and(eq(auditRefusals.tenantId, auditEvents.tenantId), eq(auditRefusals.eventId, auditEvents.id)),
    )
    .where(and(eq(auditEvents.tenantId, tx.tenantId), inArray(auditEvents.id, ids)))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id));
}

/** A person is gone from every read when the deletion commits; what is left of them is erased once their devices are. */
const isLiving = (person: (typeof auditDetails)["subjectId"] | (typeof auditOrigins)["personId"]) =>
  sql`not exists (select from users gone where gone.tenant_id = ${auditEvents.tenantId}
    and gone.id = ${person} and gone.status = 'deleting')`;

const emailOfUser = (id: (typeof auditEvents)["actorId" | "targetId" | "subjectId"]) => sql<string | null>`(
  select u.email from users u where u.tenant_id = ${auditEvents.tenantId} and u.id = ${id} and u.status <> 'deleting')`;

/**
 * Of the device that an event is about: as it is, or as it was when it was removed, or when the cascade of this event switched it.
 * @param value of `d`, the device @param removed of `x`, the details of its removal @param line of `l`, the receipt's line
 */
const ofDevice = (value: SQL, removed: SQL, line: SQL) => sql<
  string | null
>`case ${auditEvents.targetKind} when 'device' then coalesce((
    select ${value} from devices d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
    where d.tenant_id = ${auditEvents.tenantId} and d.id = ${auditEvents.targetId} and u.status <> 'deleting'
  ), (
    select ${removed} from audit_events e join audit_details x on x.tenant_id = e.tenant_id and x.event_id = e.id
    where e.tenant_id = ${auditEvents.tenantId} and e.target_id = ${auditEvents.targetId} and e.action = 'device.removed'
      and not exists (select from users gone where gone.tenant_id = x.tenant_id and gone.id = x.subject_id and gone.status = 'deleting')
    limit 1
  ), (
    select ${line} from cascade_devices l where l.tenant_id = ${auditEvents.tenantId}
      and l.cascade_id = ${auditEvents.cascadeId} and l.device_id = ${auditEvents.targetId}
  )) end`;

const nameOfDevice = (id: (typeof auditEvents)["actorId" | "targetId"]) => sql<string | null>`(
  select d.name from devices d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
  where d.tenant_id = ${auditEvents.tenantId} and d.id = ${id} and u.status <> 'deleting')`;

function toEvent(row: Awaited<ReturnType<typeof readEvents>>[number]): AuditEvent {
  const {
    actorKind,
    actorId,
    actorName,
    targetKind,
    targetId,
    targetName,
    subjectId,
    subjectName,
    actorEmail,
    targetEmail,
    subjectEmail,
    publicKey,
    addresses,
    address,
    agent,
    refusalCount: count,
    refusalProcedures: procedures,
    ...rest
  } = row;
  return {
    ...rest,
    actor: { kind: actorKind, id: actorId, name: actorName },
    target: { kind: targetKind, id: targetId, name: targetName },
    subject: subjectId === null ? null : { id: subjectId, name: subjectName },
    identity: { actorEmail, targetEmail, subjectEmail, publicKey, addresses: addresses ? addresses.split(" ") : [] },
    refusals: count === null || procedures === null ? null : { count, procedures },
    origin: address === null ? null : { address, agent },
  };
}
