import { randomBytes } from "node:crypto";
import type { ServiceContext } from "@portcullis/api/kernel/context";
import type { Database } from "@portcullis/db/client";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { permissions } from "@portcullis/domain/permission";
import { noMailer } from "@portcullis/mail/no-mailer";
import type { Dataset } from "../seed/dataset.ts";

/** What a use-case is given when a tenant's owner calls it, without HTTP around. The owner gets a session for it. */
export async function contextOfOwner(dataset: Dataset, db: Database, tenant: number): Promise<ServiceContext> {
  const id = dataset.tenantIds[tenant] ?? "";
  const [session] = await dataset.sql<{ id: string; user_id: string }[]>`
    insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
    select tenant_id, gen_random_uuid(), id, ${randomBytes(32)}, now(), now() + interval '1 day'
    from users where tenant_id = ${id} and is_owner returning id, user_id`;
  if (!session) throw new Error(`The tenant ${tenant} has no owner.`);
  return ownerContext(db, { tenantId: tenantId(id), userId: session.user_id, sessionId: session.id });
}

/** The same for whom a session need not be looked up: who only reads. */
export function ownerContext(
  db: Database,
  owner: { readonly tenantId: TenantId; readonly userId: string; readonly sessionId: string },
): ServiceContext {
  const from = { address: "192.0.2.7", agent: "Bench/1.0" };
  return {
    db,
    from,
    mailer: noMailer,
    publicUrl: new URL("https://bench.test"),
    factorKey: randomBytes(32),
    cursorKey: randomBytes(32),
    handSession: () => Promise.resolve(),
    log: (error) => process.stderr.write(`${String(error)}\n`),
    principal: { ...owner, kind: "user", from, isOwner: true, permissions, isConfirmed: true, mustEnrol: false },
  };
}
