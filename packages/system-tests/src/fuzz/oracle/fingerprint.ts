import postgres from "postgres";

/** What reading moves, and why that is no change of state. */
const moved: Readonly<Record<string, readonly string[]>> = {
  // Noted once a minute for whoever asks, so that an unused session ends.
  sessions: ["last_seen_at"],
};

/** Counts attempts, which is what they are for. */
const counters = new Set(["sign_in_throttle", "audit_refusals"]);

const refusals = "select id from audit_events where action = 'user.change_refused'";

/** A refused change leaves an event, and nothing else: what is looked at without those. */
const withoutRefusals: Readonly<Record<string, string>> = {
  audit_events: "action <> 'user.change_refused'",
  audit_details: `event_id not in (${refusals})`,
  audit_origins: `event_id not in (${refusals})`,
  audit_unsealed: `not event_ids <@ array(${refusals})`,
};

/** What every table holds, as one number each; the same before and after means that nothing was changed. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Takes fingerprints over a connection of the schema's owner, who sees every row. */
export interface Fingerprints extends AsyncDisposable {
  /** @param slug of the one tenant whose rows are looked at; undefined for all */
  take(slug?: string): Promise<Fingerprint>;
}

export async function fingerprints({ ownerUrl }: { readonly ownerUrl: string }): Promise<Fingerprints> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
  const take: Fingerprints["take"] = async (slug) => {
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      if (counters.has(name)) continue;
      const key = name === "tenants" ? "id" : "tenant_id";
      const which = slug ? sql`where ${sql(key)} = (select id from tenants where slug = ${slug})` : sql`where true`;
      const isLookedAt = sql.unsafe(withoutRefusals[name] ?? "true");
      const [row] = await sql<{ rows: string }[]>`
        select concat(count(*), ':', sum(hashtextextended((to_jsonb(t) - ${moved[name] ?? []}::text[])::text, 0))) as rows
        from ${sql(name)} t ${which} and ${isLookedAt}`;
      found[name] = row?.rows ?? "";
    }
    return found;
  };
  return { take, [Symbol.asyncDispose]: () => sql.end() };
}

/** The tables that differ. */
export function changedTables(before: Fingerprint, after: Fingerprint): string[] {
  return Object.keys({ ...before, ...after }).filter((table) => before[table] !== after[table]);
}
