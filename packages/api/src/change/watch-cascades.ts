import type { UserPrincipal } from "@portcullis/auth/principal";
import { bulkOperation } from "@portcullis/domain/bulk";
import { cascadeProgress } from "@portcullis/domain/cascade";
import { presenceChangesMax } from "@portcullis/domain/device/presence";
import { unauthorized } from "@portcullis/domain/errors";
import * as ids from "@portcullis/domain/ids";
import { pause } from "@portcullis/runtime/pause";
import { z } from "zod";
import { readBulkProgress } from "../bulk/internal.ts";
import { PresenceInbox } from "../device/presence-inbox.ts";
import type { ServiceContext } from "../kernel/context.ts";
import { translateError } from "../kernel/errors.ts";
import { type StreamContext, streamCase } from "../kernel/procedure.ts";
import { ChangeInbox } from "../kernel/streams/change-inbox.ts";
import { inTime } from "../kernel/streams/streams.ts";
import { readCascadeProgress } from "./get-cascade.ts";

/** Milliseconds between the instants at which every stream's principal is looked at again, were no notification to come. */
const recheckMs = 3_000;
/** Milliseconds in which a burst becomes one event per cascade. */
const coalesceMs = 100;

/**
 * An event of the stream that `watchCascades` returns:
 * - `cascade`: the cascade's progress now
 * - `presence`: devices that came online or went offline, also by losing access, with their users; null if too many
 * - `bulk`: how far a bulk operation is now
 * - `resync`: events may have been missed, so read again what is shown; every stream begins with it
 */
export const cascadeEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cascade"), cascade: cascadeProgress }),
  z.strictObject({
    kind: z.literal("presence"),
    devices: z
      .array(z.strictObject({ id: ids.id, userId: ids.id }))
      .max(presenceChangesMax)
      .nullable(),
  }),
  z.strictObject({ kind: z.literal("bulk"), operation: bulkOperation }),
  z.strictObject({ kind: z.literal("resync") }),
]);
export type CascadeEvent = z.infer<typeof cascadeEvent>;

type WatchContext = StreamContext<ServiceContext>;

const seesDevices = (principal: UserPrincipal) => principal.permissions.includes("device:read");

/**
 * Streams the progress of the tenant's cascades and, for people who may read devices, which devices come online or go
 * offline. The session is checked when sessions or rights change and every 3 s: the stream fails when it is not valid or
 * cannot be checked within 5 s, and ends without an error when the same session has opened ten newer streams.
 * @throws {TRPCError} UNAUTHORIZED `session_ended` · SERVICE_UNAVAILABLE
 */
export const watchCascades = streamCase(
  { access: { permission: "user:read" } },
  async function* (ctx: WatchContext, signal: AbortSignal | undefined): AsyncGenerator<CascadeEvent> {
    const { principal } = ctx.service;
    const inbox = new ChangeInbox(ctx.listener, principal.tenantId, "cascadeId");
    const presence = new PresenceInbox();
    const service = { ...ctx.service, db: ctx.streams.db };
    let isDisplaced = false;
    let leaveSlot: (() => void) | undefined;
    let leavePresence: (() => void) | undefined;
    try {
      leaveSlot = ctx.streams.sessions.open(principal.sessionId, () => {
        isDisplaced = true;
        inbox.notify();
      });
      await assertStillHere(ctx);
      if (seesDevices(principal)) {
        const watching = ctx.presence.watch(principal.tenantId, (changes) => {
          presence.receive(changes);
          inbox.notify();
        });
        leavePresence = () => void watching.then((leave) => leave()).catch(() => {});
        leavePresence = await inTime(watching);
      }
      let checkAt = nextCheck();
      yield { kind: "resync" };
      for (;;) {
        const arrived = await inbox.take(checkAt - performance.now(), signal);
        if (signal?.aborted || isDisplaced) return;
        if (arrived.sessions || performance.now() >= checkAt) {
          await assertStillHere(ctx);
          checkAt = nextCheck();
        }
        if (arrived.resync) yield { kind: "resync" };
        for (const id of arrived.ids) {
          const key = `cascade ${principal.tenantId} ${id}`;
          const cascade = await inTime(ctx.streams.reads.get(key, () => readCascadeProgress(service, { id })));
          if (cascade) yield { kind: "cascade", cascade: cascadeProgress.parse(cascade) };
        }
        for (const id of arrived.bulkIds) {
          const key = `bulk ${principal.tenantId} ${id}`;
          const operation = await inTime(ctx.streams.reads.get(key, () => readBulkProgress(service, { id })));
          if (operation) yield { kind: "bulk", operation: bulkOperation.parse(operation) };
        }
        const devices = presence.take();
        if (devices !== undefined) yield { kind: "presence", devices };
        if (arrived.ids.length + arrived.bulkIds.length > 0) await pause(coalesceMs, signal);
      }
    } catch (error) {
      throw translateError(error, ctx);
    } finally {
      leaveSlot?.();
      leavePresence?.();
      inbox.close();
    }
  },
);

/** The same instants for all streams of the process, so that one statement reads for all of them. */
const nextCheck = () => (Math.floor(performance.now() / recheckMs) + 1) * recheckMs;

/**
 * Who lost `user:read` is sent away like who lost the session: a new stream is refused with the right words. So is who gained or
 * lost `device:read`: a new stream tells what they may know.
 */
async function assertStillHere(ctx: WatchContext): Promise<void> {
  const principal = await inTime(ctx.again.authenticate());
  const before = ctx.service.principal;
  const isSame = principal?.userId === before.userId && principal.tenantId === before.tenantId;
  if (!isSame || !principal.permissions.includes("user:read")) throw unauthorized();
  if (seesDevices(principal) !== seesDevices(before)) throw unauthorized();
}
