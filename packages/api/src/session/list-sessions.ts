import { countSessions, listSessions as listSessionsOf } from "@portcullis/auth/list-sessions";
import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { listSessions as listSessionsInput, sessionPage } from "@portcullis/domain/session";
import { and, eq, ne } from "drizzle-orm";
import { openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * A user's live sessions, newest first: one's own, or with `session:read` another's; without it those are an empty list.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid`
 */
export const listSessions = useCase(
  { access: { own: true, others: "session:read" } },
  listSessionsInput,
  sessionPage,
  async (ctx, input) => {
    const { principal } = ctx;
    const userId = input.userId ?? principal.userId;
    const isAllowed = userId === principal.userId || principal.permissions.includes("session:read");
    const scope = ["session.list", userId];
    const after = input.cursor === undefined ? undefined : openCursor(ctx, scope, input.cursor);
    return withTenantReadOnly(ctx.db, principal.tenantId, async (tx) => {
      const [living] = await tx
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId), ne(users.status, "deleting")));
      if (!isAllowed || !living) return { items: [], nextCursor: null, total: { count: 0, exact: true } };
      const [rows, counted] = await Promise.all([
        listSessionsOf(tx, { userId, afterId: after?.[1], limit: input.limit + 1 }),
        countSessions(tx, userId),
      ]);
      return toCountedPage(ctx, scope, rows, {
        limit: input.limit,
        counted,
        positionOf: (row) => ["", row.id],
        toItem: (row) => ({ ...row, current: row.id === principal.sessionId }),
      });
    });
  },
);
