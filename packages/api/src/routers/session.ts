import * as schema from "@portcullis/domain/session";
import { listSessions } from "@portcullis/services/session/list-sessions";
import { revokeAllSessions } from "@portcullis/services/session/revoke-all-sessions";
import { revokeSession } from "@portcullis/services/session/revoke-session";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const sessionRouter = router({
  list: userProcedure
    .input(schema.listSessions)
    .output(schema.sessionPage)
    .query(({ ctx, input }) => listSessions(ctx.service, input)),
  revoke: userProcedure
    .input(schema.revokeSession)
    .output(schema.revokedSessions)
    .mutation(({ ctx, input }) => revokeSession(ctx.service, input)),
  revokeAll: userProcedure
    .input(schema.revokeAllSessions)
    .output(schema.revokedSessions)
    .mutation(({ ctx, input }) => revokeAllSessions(ctx.service, input)),
});
