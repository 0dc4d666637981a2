import { auditHeads } from "@portcullis/db/schema/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import { eq } from "drizzle-orm";
import type { Breach } from "./breach.ts";
import type { Link } from "./check-seal.ts";
import type { Checkpoint } from "./read-checkpoint.ts";

/** Whether the chain ends where its head says, with as many events as that has counted. */
export async function checkHead(
  tx: TenantTx,
  end: Link,
  events: number,
  checkpoint: Checkpoint | undefined,
): Promise<Breach | undefined> {
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tx.tenantId));
  if (!head) return end.number === 0 ? undefined : { kind: "head_missing", seal: end.number };
  if (head.number > end.number) return { kind: "trail_cut", seal: end.number + 1 };
  const isCounted = head.events === (checkpoint?.events ?? 0) + events;
  if (head.number === end.number && head.hash.equals(end.hash) && isCounted) return undefined;
  return { kind: "head_altered", seal: end.number };
}
