import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { seedDemo } from "@portcullis/services/demo/seed-demo";

/**
 * Fills a database without any tenant with the demo tenants.
 * @returns whether the database holds them, now or since an earlier start
 */
export async function seedWhereEmpty({ ownerUrl }: { readonly ownerUrl: string }): Promise<boolean> {
  const held = await tenantNames(ownerUrl);
  if (held.length > 0) return held.includes("acme: Acme Industries");
  await seedDemo({ ownerUrl });
  return true;
}

async function tenantNames(ownerUrl: string): Promise<string[]> {
  const db = openDatabase(ownerUrl, { max: 1, applicationName: "portcullis-start" });
  try {
    const rows = await db.$client<{ name: string }[]>`select slug || ': ' || name as name from tenants`;
    return rows.map(({ name }) => name);
  } finally {
    await closeDatabase(db);
  }
}

/** Whom a stranger may sign in as; the passwords are no secret and exist in demo data only. */
export const demoSignIns = `Sign in (demo data), all with the password portcullis-demo:
  tenant acme    owner@acme.test    admin@acme.test    support@acme.test
                 auditor@acme.test  member@acme.test
  tenant globex  owner@globex.test
`;
