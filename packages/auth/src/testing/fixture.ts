import { randomBytes } from "node:crypto";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { credentials } from "@portcullis/db/schema/credentials";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { timestampNow } from "@portcullis/domain/timestamp";
import type { UserStatus } from "@portcullis/domain/user/lifecycle";
import { testDatabase } from "@portcullis/testing/test-database";
import { and, eq, sql } from "drizzle-orm";
import type { FactorConfig } from "../factor/factor-config.ts";
import type { FactorProof } from "../factor/proof.ts";
import { hashPassword } from "../password.ts";
import { type SignInAttempt, signIn } from "../sign-in.ts";

/** Where requests come from, unless a test says otherwise. */
export const testClient = { address: "192.0.2.1", agent: "Browser/1.0" } as const;

export const rightPassword = "correct horse battery staple";

/** What second factors depend on in every test. */
export const factorConfig: FactorConfig = { factorKey: randomBytes(32), publicUrl: new URL("https://console.test") };

export type AuthFixture = Awaited<ReturnType<typeof openAuthFixture>>;

/** A database with one tenant, `acme`, and people with passwords in it. */
export async function openAuthFixture() {
  const database = await testDatabase();
  const db = openDatabase(database.applicationUrl, { applicationName: "auth test", max: 20 });
  const asOwner = openDatabase(database.ownerUrl, { applicationName: "auth test owner", max: 1 });
  const tenant = tenantId(newId());
  await asOwner.insert(tenants).values({ id: tenant, slug: "acme", name: "Acme" });
  const passwordHash = await hashPassword(rightPassword);
  return {
    db,
    asOwner,
    tenant,
    applicationUrl: database.applicationUrl,
    aPerson: (traits: { status?: UserStatus; password?: boolean } = {}) =>
      insertPerson(db, tenant, passwordHash, traits),
    setStatus: (id: string, status: UserStatus) =>
      withTenant(db, tenant, (tx) =>
        tx
          .update(users)
          .set({ status })
          .where(and(eq(users.tenantId, tenant), eq(users.id, id))),
      ),
    signIn: (attempt: Partial<SignInAttempt> & { email: string }, proof?: FactorProof) =>
      signIn(db, { ...usual, ...attempt }, proof && { config: factorConfig, proof }),
    /** Reads or changes rows as the application may. */
    inScope: <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(db, tenant, work),
    sessionsOf: (userId: string) =>
      withTenant(db, tenant, (tx) => tx.select().from(sessions).where(eq(sessions.userId, userId))),
    actions: () =>
      withTenant(db, tenant, async (tx) => {
        const events = await tx.select().from(auditEvents).orderBy(auditEvents.id);
        return events.map((event) => [event.action, event.subjectId]);
      }),
    /** Lets so much time pass for the throttle. */
    age: (seconds: number) =>
      asOwner.execute(
        sql`update sign_in_throttle set window_started_at = window_started_at - make_interval(secs => ${seconds})`,
      ),
    async [Symbol.asyncDispose]() {
      await Promise.all([closeDatabase(db), closeDatabase(asOwner)]);
      await database[Symbol.asyncDispose]();
    },
  };
}

const usual: Omit<SignInAttempt, "email"> = {
  tenant: "acme",
  password: rightPassword,
  ...testClient,
};

async function insertPerson(
  db: Database,
  tenant: TenantId,
  passwordHash: string,
  { status = "active", password = true }: { status?: UserStatus; password?: boolean },
) {
  const id = newId();
  const email = `${id}@people.test`;
  await withTenant(db, tenant, async (tx) => {
    await tx.insert(users).values({ tenantId: tenant, id, email, status, acceptedAt: timestampNow() });
    if (password) await tx.insert(credentials).values({ tenantId: tenant, userId: id, passwordHash });
  });
  return { id, email };
}
