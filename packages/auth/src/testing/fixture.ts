import { randomBytes } from "node:crypto";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { auditEvents } from "@portcullis/db/schema/audit";
import { sessions } from "@portcullis/db/schema/sessions";
import { users } from "@portcullis/db/schema/users";
import type { UserStatus } from "@portcullis/domain/user/lifecycle";
import { createTenantFixture } from "@portcullis/testing/tenant";
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
  const { tenantId: tenant, inScope, aUser } = await createTenantFixture(db, database.ownerUrl, "acme");
  const passwordHash = await hashPassword(rightPassword);
  return {
    db,
    asOwner,
    tenant,
    applicationUrl: database.applicationUrl,
    aPerson: ({ password = true, ...traits }: { status?: UserStatus; password?: boolean } = {}) =>
      aUser({ ...traits, ...(password && { passwordHash }) }),
    setStatus: (id: string, status: UserStatus) =>
      inScope((tx) =>
        tx
          .update(users)
          .set({ status })
          .where(and(eq(users.tenantId, tenant), eq(users.id, id))),
      ),
    signIn: (attempt: Partial<SignInAttempt> & { email: string }, proof?: FactorProof) =>
      signIn(db, { ...usual, ...attempt }, proof && { config: factorConfig, proof }),
    /** Reads or changes rows as the application may. */
    inScope,
    sessionsOf: (userId: string) => inScope((tx) => tx.select().from(sessions).where(eq(sessions.userId, userId))),
    actions: () =>
      inScope(async (tx) => {
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
