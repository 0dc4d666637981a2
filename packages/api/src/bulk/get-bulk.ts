import { bulkMembers } from "@portcullis/db/schema/bulk";
import { devices } from "@portcullis/db/schema/devices";
import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { bulkById, bulkOperation, bulkResultPage, bulkVerbs, listBulkResults } from "@portcullis/domain/bulk";
import { permissionMissing } from "@portcullis/domain/errors";
import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { countListed, openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { nameOfUser } from "../user/internal.ts";
import { readOperation } from "./internal.ts";

/** A bulk operation, with how far it is. @throws {DomainError} NOT_FOUND */
export const getBulk = useCase({ access: { permission: "user:read" } }, bulkById, bulkOperation, (ctx, input) =>
  withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readOperation(tx, input.id)),
);

/**
 * What became of its members, a page in the order of their ids. Of devices it takes `device:read` too.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing` · BAD_REQUEST `cursor_invalid`
 */
export const listResults = useCase(
  { access: { permission: "user:read" } },
  listBulkResults,
  bulkResultPage,
  async (ctx, input) => {
    const { cursor, limit, ...filters } = input;
    const scope = ["bulk.results", filters];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const operation = await readOperation(tx, input.id);
      const isOfDevices = bulkVerbs[operation.action.verb] === "device";
      if (isOfDevices && !ctx.principal.permissions.includes("device:read")) throw permissionMissing("device:read");
      const outcomes = filters.outcome?.filter((each) => each !== "waiting") ?? [];
      const isWanted = and(
        eq(bulkMembers.tenantId, tx.tenantId),
        eq(bulkMembers.operationId, input.id),
        filters.outcome?.length
          ? or(
              outcomes.length > 0 ? inArray(bulkMembers.outcome, outcomes) : undefined,
              filters.outcome.includes("waiting") ? isNull(bulkMembers.outcome) : undefined,
            )
          : undefined,
      );
      const userId = isOfDevices ? devices.userId : bulkMembers.memberId;
      const [rows, counted] = await Promise.all([
        tx
          .select({
            id: bulkMembers.memberId,
            name: sql<
              string | null
            >`case when ${users.id} is null then null else ${isOfDevices ? devices.name : nameOfUser(users.tenantId, users.id)} end`,
            email: users.email,
            outcome: bulkMembers.outcome,
            expected: bulkMembers.expected,
            reason: bulkMembers.reason,
            message: bulkMembers.message,
            at: bulkMembers.at,
            changeId: bulkMembers.cascadeId,
          })
          .from(bulkMembers)
          .leftJoin(devices, and(eq(devices.tenantId, bulkMembers.tenantId), eq(devices.id, bulkMembers.memberId)))
          .leftJoin(
            users,
            and(eq(users.tenantId, bulkMembers.tenantId), eq(users.id, userId), sql`${users.status} <> 'deleting'`),
          )
          .where(and(isWanted, after && gt(bulkMembers.memberId, after[1])))
          .orderBy(asc(bulkMembers.memberId))
          .limit(limit + 1),
        countListed(tx, bulkMembers, isWanted),
      ]);
      return toCountedPage(ctx, scope, rows, {
        limit,
        counted,
        positionOf: (row) => ["", row.id],
        toItem: (row) => row,
      });
    });
  },
);
