import { hashPassword } from "@portcullis/auth/password";
import { type SignedIn, signIn } from "@portcullis/auth/sign-in";
import type { Database } from "@portcullis/db/client";
import { credentials } from "@portcullis/db/schema/credentials";
import { sql } from "drizzle-orm";
import { callersOf, type TestPerson, testClient } from "./person.ts";
import type { TestTenant } from "./tenant.ts";

export const oldPassword = "correct horse battery staple";
export const newPassword = "seven lamps in a long corridor";

let hashed: Promise<string> | undefined;

/** Lets somebody sign in with `oldPassword`. */
export async function givePassword(tenant: TestTenant, userId: string): Promise<void> {
  hashed ??= hashPassword(oldPassword);
  const passwordHash = await hashed;
  await tenant.inScope((tx) => tx.insert(credentials).values({ tenantId: tenant.tenantId, userId, passwordHash }));
}

/** Signs in as the form does; from an address of its own, unless told. */
export function enter(
  at: { readonly db: Database; readonly tenant: TestTenant; readonly address?: string },
  email: string,
  password: string,
): Promise<SignedIn | undefined> {
  const address = at.address ?? `2001:db8:${newBlock()}::1`;
  return signIn(at.db, { tenant: at.tenant.slug, email, password, address, agent: null });
}

let blocks = 0;
const newBlock = () => (++blocks).toString(16);

/** Whoever is not signed in, from an address of their own where told. */
export function anonymousCaller(of: TestPerson, address: string = testClient.address): TestPerson["call"] {
  const parts = () => ({
    ...of.parts(),
    from: { ...testClient, address },
    authenticate: () => Promise.resolve(undefined),
  });
  return callersOf(parts).call;
}

/** Lets every attempt that the throttle has counted grow so old. */
export async function ageThrottle(asOwner: Database, seconds: number): Promise<void> {
  await asOwner.execute(
    sql`update sign_in_throttle set window_started_at = window_started_at - make_interval(secs => ${seconds})`,
  );
}
