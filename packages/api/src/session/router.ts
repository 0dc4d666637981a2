import { listSessions } from "@portcullis/services/session/list-sessions";
import { revokeAllSessions } from "@portcullis/services/session/revoke-all-sessions";
import { revokeSession } from "@portcullis/services/session/revoke-session";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

export const sessionRouter = router({
  list: query(listSessions),
  revoke: mutation(revokeSession),
  revokeAll: mutation(revokeAllSessions),
});
