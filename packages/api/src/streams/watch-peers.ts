import { tokenRefused } from "@portcullis/domain/errors";
import { type PeersEvent, stillSeconds } from "@portcullis/domain/gateway";
import type { GatewayContext } from "@portcullis/services/context";
import { readInterfaceAddress } from "@portcullis/services/gateway/read-interface-address";
import { readPeers } from "@portcullis/services/gateway/read-peers";
import type { ApiContext } from "../context.ts";
import { translateError } from "../errors.ts";
import { ChangeInbox } from "./change-inbox.ts";
import { PeerLedger } from "./peer-ledger.ts";

const stillMs = stillSeconds * 1_000;
/** Milliseconds after which everybody is read again: access can end without a write. */
const rereadMs = 10_000;

type PeersContext = ApiContext & { readonly service: GatewayContext };

/**
 * A gateway's peers: all of them, then what changes. A notification says of whom, and only these are read again; everybody
 * where it says so, and every 10 s without one. It looks at the token every 3 s and when one was rotated, and ends where it opens nothing any more.
 * @throws {TRPCError} UNAUTHORIZED `token_refused` · SERVICE_UNAVAILABLE
 */
export async function* watchPeers(ctx: PeersContext, signal: AbortSignal | undefined): AsyncGenerator<PeersEvent> {
  const { service } = ctx;
  const inbox = new ChangeInbox(ctx.listener, service.principal.tenantId, "userId");
  const ledger = new PeerLedger();
  try {
    const address = await readInterfaceAddress(service);
    const all = await readPeers(service);
    let readAt = performance.now();
    let checkedAt = readAt;
    yield { kind: "full", address, peers: ledger.begin(all), toConfirm: [...all.toConfirm] };
    for (;;) {
      const arrived = await inbox.take(checkedAt + stillMs - performance.now(), signal);
      if (signal?.aborted) return;
      const now = performance.now();
      const isTimeToRead = arrived.resync || arrived.access || now - readAt >= rereadMs;
      if (isTimeToRead) readAt = now;
      if (isTimeToRead || arrived.ids.length > 0) {
        const userIds = isTimeToRead ? undefined : arrived.ids;
        const change = ledger.update(await readPeers(service, userIds), userIds);
        if (change) yield change;
      }
      if (arrived.sessions || now - checkedAt >= stillMs) {
        await assertStillOurs(ctx);
        checkedAt = now;
        yield { kind: "still" };
      }
    }
  } catch (error) {
    throw translateError(error, ctx);
  } finally {
    inbox.close();
  }
}

async function assertStillOurs(ctx: PeersContext): Promise<void> {
  const principal = await ctx.authenticateGateway();
  if (principal?.gatewayId !== ctx.service.principal.gatewayId) throw tokenRefused();
}
