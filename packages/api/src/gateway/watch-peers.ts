import { isDeepStrictEqual } from "node:util";
import { tokenRefused } from "@portcullis/domain/errors";
import { type PeersEvent, stillSeconds } from "@portcullis/domain/gateway";
import type { GatewayContext } from "../kernel/context.ts";
import { translateError } from "../kernel/errors.ts";
import { type StreamContext, streamCase } from "../kernel/procedure.ts";
import { ChangeInbox } from "../kernel/streams/change-inbox.ts";
import { PeerLedger } from "./peer-ledger.ts";
import { type GatewayTerms, noteContact, type PeersAtOnce, readGatewayTerms, readPeers } from "./read-peers.ts";

const stillMs = stillSeconds * 1_000;
/** Milliseconds after which everybody is read again: access can end without a write. */
const rereadMs = 10_000;

type PeersContext = StreamContext<GatewayContext>;

/**
 * Streams a gateway's peers, all of them first and when its settings change, otherwise the changes; it reads the users that a
 * notification names, and everybody every 10 s or when none are named. The token is checked every 3 s and after a rotation:
 * the stream fails when it is not valid, and ends without an error when the gateway has opened three newer streams.
 * @throws {TRPCError} UNAUTHORIZED `token_refused` · SERVICE_UNAVAILABLE
 */
export const watchPeers = streamCase(
  { access: { gateway: true } },
  async function* (ctx: PeersContext, signal: AbortSignal | undefined): AsyncGenerator<PeersEvent> {
    const service: GatewayContext = { ...ctx.service, db: ctx.streams.db };
    const { gatewayId } = service.principal;
    const { reads, gateways } = ctx.streams;
    const readTerms = () => reads.get(`terms ${gatewayId}`, () => readGatewayTerms(service));
    const readAll = () => reads.get(`peers ${gatewayId}`, () => readPeers(service));
    const readSome = (ids: readonly string[]) =>
      reads.get(`peers ${gatewayId} ${ids.toSorted().join()}`, () => readPeers(service, ids));
    const inbox = new ChangeInbox(ctx.listener, service.principal.tenantId, "userId");
    const ledger = new PeerLedger();
    let isDisplaced = false;
    let leaveSlot: (() => void) | undefined;
    try {
      leaveSlot = gateways.open(gatewayId, () => {
        isDisplaced = true;
        inbox.notify();
      });
      await noteContact(service);
      let terms = await readTerms();
      yield begin(ledger, terms, await readAll());
      let readAt = performance.now();
      let checkedAt = readAt;
      for (;;) {
        const arrived = await inbox.take(checkedAt + stillMs - performance.now(), signal);
        if (signal?.aborted || isDisplaced) return;
        const now = performance.now();
        const isTimeToRead = arrived.resync || arrived.access || now - readAt >= rereadMs;
        if (isTimeToRead) {
          readAt = now;
          const before = terms;
          terms = await readTerms();
          const all = await readAll();
          const change = isDeepStrictEqual(before, terms) ? ledger.update(all) : begin(ledger, terms, all);
          if (change) yield change;
        } else if (arrived.ids.length > 0) {
          const change = ledger.update(await readSome(arrived.ids), arrived.ids);
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
      leaveSlot?.();
      inbox.close();
    }
  },
);

function begin(ledger: PeerLedger, terms: GatewayTerms, all: PeersAtOnce): PeersEvent {
  return { kind: "full", ...terms, peers: ledger.begin(all), toConfirm: [...all.toConfirm] };
}

async function assertStillOurs(ctx: PeersContext): Promise<void> {
  const principal = await ctx.again.authenticateGateway();
  if (principal?.gatewayId !== ctx.service.principal.gatewayId) throw tokenRefused();
}
