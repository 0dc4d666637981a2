import { nothingBefore } from "@portcullis/db/audit-chain";
import { type TenantTx, withTenantSnapshot } from "@portcullis/db/tenant";
import type { NotedHead } from "@portcullis/domain/audit-seal";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import type { OperatorContext } from "../tenant/operator.ts";
import type { Breach } from "./chain/breach.ts";
import { checkEvents, checkHead, findUnaccounted } from "./chain/check-events.ts";
import { checkSeal, type Link } from "./chain/check-seal.ts";
import { meetsWitness } from "./chain/find-database.ts";
import { type Checkpoint, isInAuditLog, readCheckpoint, readSeals } from "./chain/read-chain.ts";

/** What was found true. */
export interface SoundAuditLog {
  /** Sealed and there. */
  readonly events: number;
  readonly seals: number;
  readonly waiting: number;
  /** Null before the first seal. */
  readonly head: { readonly number: number; readonly hash: string } | null;
  readonly removed: { readonly events: number; readonly until: Timestamp } | null;
  /** Details and origins that an older version left without a proof: nobody can tell whether they are as written. */
  readonly unproven: number;
}

export type Verdict = { readonly breach: Breach } | { readonly sound: SoundAuditLog };

/**
 * Holds a tenant's whole audit log against its chain of seals, as it is at one moment, in bounded memory: each seal and link, each
 * event, what is kept apart of it, that every event is sealed or waits, and that the head is where it was.
 * @param noted a head of this tenant that was kept elsewhere: then a chain that was cut or rewritten as a whole shows too
 * @throws {DomainError} CONFLICT `trail_removed` where retention has removed the seal of the noted head
 */
export async function verifyAuditLog(ctx: OperatorContext, noted?: NotedHead): Promise<Verdict> {
  return withTenantSnapshot(ctx.db, ctx.principal.tenantId, async (tx) => {
    const checkpoint = await readCheckpoint(tx);
    const scanned = await walkChain(tx, checkpoint, noted);
    if ("breach" in scanned) return scanned;
    const breach = (await checkHead(tx, scanned.end, scanned.events, checkpoint)) ?? (await findUnaccounted(tx));
    if (breach) return { breach };
    return { sound: await describe(tx, scanned, checkpoint) };
  });
}

interface Scanned {
  readonly end: Link;
  readonly events: number;
  readonly seals: number;
  readonly unproven: number;
}

/** Goes along the chain from where it begins; ends at its end or at the first breach. */
async function walkChain(
  tx: TenantTx,
  checkpoint: Checkpoint | undefined,
  noted: NotedHead | undefined,
): Promise<{ readonly breach: Breach } | Scanned> {
  const witness = meetsWitness(noted);
  let end: Link = checkpoint ?? { number: 0, hash: nothingBefore };
  const start = end.number;
  if (checkpoint && !(await isInAuditLog(tx, checkpoint)))
    return { breach: { kind: "checkpoint_altered", seal: start } };
  let breach = witness.at(end);
  let [events, seals, unproven] = [0, 0, 0];
  for (let page = await readSeals(tx, start); page.length > 0; page = await readSeals(tx, end.number)) {
    // What comes before a broken seal is looked at first: the first breach is the one that is named.
    const whole = [];
    for (const seal of page) {
      breach ??= (await checkSeal(tx, end, seal)) ?? witness.at(seal);
      if (breach) break;
      whole.push(seal);
      end = seal;
    }
    const checked = await checkEvents(tx, whole, start);
    breach = checked.breach ?? breach;
    if (breach) return { breach: ofCheckpoint(breach, checkpoint) };
    events += whole.reduce((sum, seal) => sum + seal.eventIds.length, 0);
    seals += whole.length;
    unproven += checked.unproven;
  }
  breach ??= witness.atEnd(end);
  return breach ? { breach } : { end, events, seals, unproven };
}

/** Where the seal that a breach tells of was removed, it is the checkpoint in its place that does not fit. */
const ofCheckpoint = (breach: Breach, checkpoint: Checkpoint | undefined): Breach =>
  checkpoint && breach.kind === "seal_altered" && breach.seal === checkpoint.number
    ? { kind: "checkpoint_altered", seal: checkpoint.number }
    : breach;

async function describe(tx: TenantTx, scanned: Scanned, checkpoint: Checkpoint | undefined): Promise<SoundAuditLog> {
  const [row] = await tx.execute<{ waiting: number }>(sql`
    select coalesce(sum(cardinality(event_ids)), 0)::int as waiting from audit_unsealed where tenant_id = ${tx.tenantId}`);
  const { end, events, seals, unproven } = scanned;
  return {
    events,
    seals,
    waiting: row?.waiting ?? 0,
    head: end.number === 0 ? null : { number: end.number, hash: end.hash.toString("hex") },
    removed: checkpoint ? { events: checkpoint.events, until: checkpoint.until } : null,
    unproven,
  };
}
