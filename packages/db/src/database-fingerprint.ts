import postgres from "postgres";

/** Tenants that a restore brought into this database, and of which nobody has told yet that it was one. */
export async function countRestored(owner: postgres.Sql): Promise<number> {
  const [row] = await owner<{ count: number }[]>`
    select count(*)::int as count from tenants where home <> database_home()`;
  return row?.count ?? 0;
}

/**
 * Keeps a product from running on a backup that was just restored: in it lives what was revoked since.
 * @throws {Error} with a sentence that says what to do
 */
export async function assertDatabaseAdopted(ownerUrl: string): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    if ((await countRestored(owner)) === 0) return;
  } finally {
    await owner.end();
  }
  throw new Error(
    "This database was restored from a backup, so whatever was revoked since the backup would be valid again. Run db:restored first: it ends every session, link and token, and pauses the tenants until their owners resume them.",
  );
}
