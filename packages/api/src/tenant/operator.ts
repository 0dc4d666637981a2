import type { OperatorPrincipal } from "@portcullis/auth/principal";
import type { Database } from "@portcullis/db/client";
import { tenants } from "@portcullis/db/schema/tenants";
import { withTenant, withTenantReadOnly } from "@portcullis/db/tenant";
import { conflict, notFound } from "@portcullis/domain/errors";
import type { Peer } from "@portcullis/domain/gateway";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { eq, sql } from "drizzle-orm";
import { accessPeers } from "../gateway/read-peers.ts";

/** What the operator's use-cases are given: a pool of the schema's owner, and the tenant that the command names. */
export interface OperatorContext {
  readonly db: Database;
  readonly principal: OperatorPrincipal;
}

/** The actor of what an operator's command does, as the audit log names it. */
export const operator = { kind: "operator", id: null } as const;

/**
 * The tenant that a command line names, suspended ones too.
 * @param db a pool of the schema's owner: the application sees a tenant only from inside
 * @throws {DomainError} NOT_FOUND
 */
export async function findTenant(db: Database, slug: string): Promise<TenantId> {
  const [row] = await db.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, slug));
  if (!row) throw notFound(`tenant: ${slug}`);
  return tenantId(row.id);
}

/**
 * All tenants, suspended ones too, by name at sign-in; or the one that is asked for.
 * @param db a pool of the schema's owner: the application sees a tenant only from inside
 * @throws {DomainError} NOT_FOUND where there is none of that name
 */
export async function listTenants(db: Database, slug?: string): Promise<{ id: string; slug: string }[]> {
  const found = await db
    .select({ id: tenants.id, slug: tenants.slug })
    .from(tenants)
    .where(slug === undefined ? undefined : eq(tenants.slug, slug))
    .orderBy(tenants.slug);
  if (slug !== undefined && found.length === 0) throw notFound(`tenant: ${slug}`);
  return found;
}

/** Who may connect at this instant: the access view, ordered by public key so that two answers compare line by line. */
export async function listPeers(ctx: OperatorContext): Promise<Peer[]> {
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
    const rows = await tx.execute<{ public_key: string; allowed_ips: string[] }>(
      sql`${accessPeers(tx.tenantId)} order by access.public_key collate "C"`,
    );
    return rows.map((row) => ({ publicKey: row.public_key, allowedIps: row.allowed_ips }));
  });
}

/** A gateway that a suspension asked; null until it has said that no peer is left on its interface. */
export interface Acknowledgement {
  readonly gateway: string;
  readonly confirmedAt: Timestamp | null;
}

/** What the gateways have said since the newest suspension of the tenant. */
export async function readAcknowledgements(ctx: OperatorContext): Promise<readonly Acknowledgement[]> {
  const rows = await withTenant(ctx.db, ctx.principal.tenantId, (tx) =>
    tx.execute<{ name: string; confirmed_at: string | null }>(sql`
      select g.name, c.confirmed_at from gateway_confirmations c
      join gateways g on g.tenant_id = c.tenant_id and g.id = c.gateway_id
      where c.tenant_id = ${tx.tenantId} and c.change_id = (
        select id from audit_events where tenant_id = ${tx.tenantId} and action = 'tenant.suspended'
        order by at desc, id desc limit 1)
      order by g.name`),
  );
  return rows.map(({ name, confirmed_at }) => ({
    gateway: name,
    confirmedAt: confirmed_at,
  }));
}

/**
 * Before a restore is told of: a console or worker that runs would open sessions beside it.
 * @param db a pool of the schema's owner
 * @throws {DomainError} CONFLICT `busy`
 */
export async function assertNobodyRuns(db: Database): Promise<void> {
  const running = await db.execute<{ name: string }>(sql`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and usename <> current_user and application_name like 'portcullis%' order by 1`);
  if (running.length === 0) return;
  throw conflict(
    "busy",
    `Stop the processes that use this database first: ${running.map(({ name }) => name).join(", ")}.`,
  );
}
