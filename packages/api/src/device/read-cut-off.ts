import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { type DeviceCutOff, deviceCutOff } from "@portcullis/domain/cascade";
import { changeDuration, changeStateOf } from "@portcullis/domain/change-state";
import { deviceById } from "@portcullis/domain/device/device";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import {
  acknowledgementsOf,
  isCurrentCascade,
  type StoredAcknowledgements,
  toAcknowledgements,
} from "../change/acknowledgements.ts";
import { useCase } from "../kernel/use-case.ts";
import { getDevice } from "./get-device.ts";

type Row = {
  readonly change_id: string;
  readonly at: Timestamp;
  readonly cascade_id: string | null;
  readonly status: "running" | "done" | "superseded" | "failed" | null;
  readonly finished_at: Timestamp | null;
  readonly is_current: boolean;
  readonly action: AuditAction | null;
  readonly gateways: StoredAcknowledgements;
};

/**
 * The state of the latest change that took a device's access away, by hand or by its user's cascade, with the gateways that
 * confirmed it; one's own device needs no permission. Null where there was none, and for a device that is on, unless its
 * posture denies access or a gateway has not confirmed the removal of its former key.
 * @throws {DomainError} NOT_FOUND
 */
export const readCutOff = useCase(
  { access: { own: true, others: "device:read" }, subject: "device" },
  deviceById,
  deviceCutOff.nullable(),
  async (ctx, input) => {
    const { id, cause, denials, user } = await getDevice(ctx, input);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const [row] = await tx.execute<Row>(sql`
        with changes as (
          (select change_id, asked_at as at, null::uuid as cascade_id, null as status, null::timestamptz as finished_at,
            not exists (select from access a where a.tenant_id = gc.tenant_id and a.public_key = gc.public_key) as is_current
            from gateway_confirmations gc where tenant_id = ${tx.tenantId} and device_id = ${id} order by asked_at desc limit 1)
          union all
          (select id, requested_at, id, status, finished_at, ${isCurrentCascade} from cascades
            where tenant_id = ${tx.tenantId} and user_id = ${user.id} and kind <> 'reactivate'
              and exists (select from cascade_devices s where s.tenant_id = cascades.tenant_id and s.cascade_id = cascades.id
                and s.device_id = ${id})
            order by id desc limit 1)
        )
        select change_id, at, cascade_id, status, finished_at, is_current,
          (select e.action from audit_events e where e.tenant_id = ${tx.tenantId} and e.id = change_id) as action,
          ${acknowledgementsOf(sql`${tx.tenantId}::uuid`, sql`changes.change_id`)} as gateways
        from changes order by changes.at desc limit 1`);
      if (!row) return null;
      const shown = toCutOff(row);
      if (cause !== null) return shown;
      const isByPosture = shown.action === "device.posture_changed" && denials.includes("not_compliant");
      return shown.cascadeId === null && (isByPosture || shown.state === "unconfirmed") ? shown : null;
    });
  },
);

function toCutOff(row: Row): DeviceCutOff {
  const { at } = row;
  const gateways = toAcknowledgements(row.gateways, new Date());
  const { is_current: isCurrent } = row;
  // A device that was switched off by hand is off at once.
  const state = changeStateOf({
    status: row.status ?? "done",
    isCurrent,
    gateways: gateways.map((each) => each.state),
  });
  const confirmedAt = gateways.flatMap((each) => each.confirmedAt ?? []);
  const finishedAt = row.status === null ? at : row.finished_at;
  const elapsedMs = changeDuration(state, { requestedAt: at, finishedAt, confirmedAt });
  return { changeId: row.change_id, at, cascadeId: row.cascade_id, action: row.action, state, gateways, elapsedMs };
}
