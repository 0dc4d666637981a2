import { access } from "node:fs/promises";
import { join } from "node:path";
import { demoTenantId, publishedPassword } from "@portcullis/api/tenant/demo-ids";
import { listTenants } from "@portcullis/api/tenant/operator";
import { assertNoPublishedAccounts, findPublishedAccounts } from "@portcullis/api/tenant/published-accounts";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { exposureOfStart, type StartEnv } from "../env.ts";
import { generatePassword } from "../tenant/read-input.ts";

/** What a start found, or made, of demo data. */
export interface DemoState {
  /** Whether the database holds the demo tenants. */
  readonly isDemo: boolean;
  /** What to print of it; empty where there is nothing to say. */
  readonly says: string;
}

/** Left in the data folder by `demo:remove`: who removed the demo does not find it there again. */
export const removedMark = (dataFolder: string) => join(dataFolder, "demo-removed");

/**
 * Fills an embedded database without any tenant with the demo tenants, where nobody else can reach the console or somebody
 * asked for it; and refuses to serve accounts with the published password to others.
 * @throws {Error} with a sentence that names the accounts, and the command that removes them
 */
export async function prepareDemo(
  database: { readonly ownerUrl: string; readonly embedded: object | undefined },
  env: StartEnv,
): Promise<DemoState> {
  const reach = exposureOfStart(env);
  return withOwner(database.ownerUrl, async (db) => {
    const tenants = await listTenants(db);
    if (tenants.length > 0) return stateOf(db, tenants, reach);
    const isWanted = env.demo ?? (reach.length === 0 && !(await exists(removedMark(env.dataFolder))));
    if (!database.embedded || !isWanted) return { isDemo: false, says: noTenant };
    return { isDemo: true, says: await seed(database.ownerUrl, reach.length > 0) };
  });
}

/**
 * Fills a database without any tenant with the demo tenants, or finds them there.
 * @param isReachable by others than the people at this machine: the password is then generated
 * @returns what to print; undefined where the database holds other tenants
 */
export async function seedWhereEmpty(ownerUrl: string, isReachable: boolean): Promise<string | undefined> {
  return withOwner(ownerUrl, async (db) => {
    const tenants = await listTenants(db);
    if (tenants.length === 0) return await seed(ownerUrl, isReachable);
    const { isDemo, says } = await stateOf(db, tenants, []);
    return isDemo ? says : undefined;
  });
}

async function stateOf(db: Database, tenants: readonly { id: string }[], reach: readonly string[]): Promise<DemoState> {
  if (!tenants.some(({ id }) => id === demoTenantId("acme"))) return { isDemo: false, says: "" };
  await assertNoPublishedAccounts(db, reach);
  const published = reach.length === 0 ? await findPublishedAccounts(db) : [];
  return { isDemo: true, says: published.length > 0 ? signIns(publishedPassword) : "" };
}

async function seed(ownerUrl: string, isReachable: boolean): Promise<string> {
  const password = isReachable ? generatePassword() : publishedPassword;
  await seedDemo({ ownerUrl, password });
  return signIns(password, isReachable ? " (shown this once)" : "");
}

export async function withOwner<T>(ownerUrl: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(ownerUrl, { max: 1, applicationName: "portcullis-start" });
  try {
    return await work(db);
  } finally {
    await closeDatabase(db);
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

const noTenant =
  "There is no tenant yet. Create one with: npx --yes pnpm@12.21.0 tenant:create <slug> --owner-email <email>\n";

/** The demo accounts, as text. */
const signIns = (password: string, note = "") => `Demo accounts, all with the password ${password}${note}:
  tenant acme    owner@acme.test    admin@acme.test    support@acme.test
                 auditor@acme.test  member@acme.test
  tenant globex  owner@globex.test
`;
