import { isLive } from "@portcullis/auth/list-sessions";
import { devices } from "@portcullis/db/schema/devices";
import { groupMembers } from "@portcullis/db/schema/groups";
import { sessions } from "@portcullis/db/schema/sessions";
import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { timestampNow } from "@portcullis/domain/timestamp";
import { nextUserStatus } from "@portcullis/domain/user/lifecycle";
import { userImpact, userImpactInput } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import { affectedBy } from "../change/begin-cascade.ts";
import { readMadeLately } from "../change/read-made.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * What an action would do now: the numbers of the preview, counted by the condition that the cascade itself uses.
 * @throws {DomainError} NOT_FOUND
 */
export const readUserImpact = useCase(
  { access: { permission: "user:read" }, subject: "user" },
  userImpactInput,
  userImpact,
  (ctx, input) =>
    withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const ofUser = (table: typeof devices | typeof sessions | typeof groupMembers) =>
        and(eq(table.tenantId, users.tenantId), eq(table.userId, users.id));
      const affected = affectedBy(input.action);
      const [row] = await tx
        .select({
          status: users.status,
          hasAccepted: sql<boolean>`${users.acceptedAt} is not null`,
          devices: sql<number>`(select count(*)::int from ${devices} where ${ofUser(devices)} and ${affected})`,
          devicesOnline: sql<number>`(select count(*)::int from ${devices} where ${ofUser(devices)} and ${affected}
            and exists (select from online_devices o where o.tenant_id = devices.tenant_id and o.device_id = devices.id))`,
          devicesUntouched: sql<number>`(select count(*)::int from ${devices} where ${ofUser(devices)} and not (${affected}))`,
          sessions: sql<number>`(select count(*)::int from ${sessions} where ${ofUser(sessions)} and ${isLive})`,
          groups: sql<number>`(select count(*)::int from ${groupMembers} where ${ofUser(groupMembers)})`,
        })
        .from(users)
        .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, input.id)));
      if (!row || row.status === "deleting") throw notFound("user");
      const { status, hasAccepted, ...counts } = row;
      const nextStatus = nextUserStatus({ status, hasAccepted }, input.action);
      const changes = nextStatus !== status;
      const made =
        input.action === "reactivate"
          ? { items: [], complete: true }
          : await readMadeLately(tx, input.id, timestampNow());
      if (!changes)
        return {
          action: input.action,
          changes,
          nextStatus,
          ...counts,
          devices: 0,
          devicesOnline: 0,
          sessions: 0,
          made,
        };
      return {
        action: input.action,
        changes,
        nextStatus,
        ...counts,
        made,
        sessions: input.action === "reactivate" ? 0 : counts.sessions,
      };
    }),
);
