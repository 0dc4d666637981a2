import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { listSessions } from "./list-sessions.ts";
import { revokeAllSessions } from "./revoke-all-sessions.ts";
import { revokeSession } from "./revoke-session.ts";

export const sessionRouter = router({
  list: query(listSessions),
  revoke: mutation(revokeSession),
  revokeAll: mutation(revokeAllSessions),
});
