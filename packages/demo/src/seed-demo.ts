import { publishedPassword } from "@portcullis/api/tenant/demo-ids";
import { hashPassword } from "@portcullis/auth/password";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { timestampNow } from "@portcullis/domain/timestamp";
import { acme } from "./acme.ts";
import { insertRows } from "./demo-rows.ts";
import { globex } from "./globex.ts";

interface SeedOptions {
  readonly ownerUrl: string;
  /** Of the six sign-ins. */
  readonly password?: string;
}

/**
 * Fills an empty database with the two demo tenants, in one transaction: all of it or nothing. The same people, devices
 * and ids each time; their times count back from now.
 * @throws what the database throws, where the demo tenants are there already
 */
export async function seedDemo({ ownerUrl, password = publishedPassword }: SeedOptions): Promise<void> {
  const [hashes, globexHash] = await Promise.all([
    Promise.all(Array.from({ length: 5 }, () => hashPassword(password))),
    hashPassword(password),
  ]);
  const now = timestampNow();
  const fixtures = [acme(now, hashes), globex(now, globexHash)];
  const db = openDatabase(ownerUrl, { max: 1, applicationName: "portcullis-seed" });
  try {
    // The owner's policy lets one transaction write both tenants; each row names its own.
    const [scope] = fixtures.flatMap(({ tenants }) => tenants);
    if (!scope) return;
    await withTenant(db, tenantId(scope.id), async (tx) => {
      for (const rows of fixtures) await insertRows(tx, rows);
    });
  } finally {
    await closeDatabase(db);
  }
}
