import type { UserPrincipal } from "@portcullis/auth/principal";
import { cascadeProgress } from "@portcullis/domain/cascade";
import { unauthorized } from "@portcullis/domain/errors";
import { readCascadeProgress } from "@portcullis/services/cascade/read-cascade-progress";
import type { ServiceContext } from "@portcullis/services/context";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { translateError } from "../errors.ts";
import { ChangeInbox } from "./change-inbox.ts";
import { pause } from "./pause.ts";

/** Milliseconds after which the principal is looked at again, were no notification to come. */
const recheckMs = 3_000;
/** Milliseconds in which a burst becomes one event per cascade. */
const coalesceMs = 100;

/**
 * `cascade`: its progress as it is now. `resync`: anything may have been missed, so read again what is shown; the first
 * event of every stream, as what happened before it was not seen.
 */
export const cascadeEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cascade"), cascade: cascadeProgress }),
  z.strictObject({ kind: z.literal("resync") }),
]);
export type CascadeEvent = z.infer<typeof cascadeEvent>;

type WatchContext = ApiContext & { readonly principal: UserPrincipal; readonly service: ServiceContext };

/**
 * The tenant's cascades as they move. A stream has no next request, so it looks at its principal itself: when sessions
 * or rights change, and every 3 s. It ends when the principal is gone, and also when that cannot be told.
 * @throws {TRPCError} UNAUTHORIZED `session_ended` · SERVICE_UNAVAILABLE
 */
export async function* watchCascades(ctx: WatchContext, signal: AbortSignal | undefined): AsyncGenerator<CascadeEvent> {
  const inbox = new ChangeInbox(ctx.listener, ctx.principal.tenantId, "cascadeId");
  try {
    await assertStillHere(ctx);
    let checkedAt = performance.now();
    yield { kind: "resync" };
    for (;;) {
      const arrived = await inbox.take(checkedAt + recheckMs - performance.now(), signal);
      if (signal?.aborted) return;
      if (arrived.sessions || performance.now() - checkedAt >= recheckMs) {
        await assertStillHere(ctx);
        checkedAt = performance.now();
      }
      if (arrived.resync) yield { kind: "resync" };
      for (const id of arrived.ids) {
        const cascade = await readCascadeProgress(ctx.service, { id });
        if (cascade) yield { kind: "cascade", cascade: cascadeProgress.parse(cascade) };
      }
      if (arrived.ids.length > 0) await pause(coalesceMs, signal);
    }
  } catch (error) {
    throw translateError(error, ctx);
  } finally {
    inbox.close();
  }
}

/** Who lost `user:read` is sent away like who lost the session: a new stream is refused with the right words. */
async function assertStillHere(ctx: WatchContext): Promise<void> {
  const principal = await ctx.authenticate();
  const isSame = principal?.userId === ctx.principal.userId && principal.tenantId === ctx.principal.tenantId;
  if (!isSame || !principal.permissions.includes("user:read")) throw unauthorized();
}
