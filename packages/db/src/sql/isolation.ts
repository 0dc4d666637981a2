import type { Catalogue } from "./catalogue.ts";

/** No tenant's rows: nobody is granted these, and functions alone reach them. */
export const tablesWithoutTenant: readonly string[] = ["sign_in_throttle"];

/**
 * What the catalogue must say of the isolation of these tables. `isolate_tenant_table` makes it so: a migration calls it for each new one.
 * @param owner the role that owns the schema, and alone sees every tenant's rows
 */
export function isolationOf(tables: readonly string[], owner: string): Catalogue {
  return new Map(
    tables.flatMap((table): (readonly [string, string])[] => {
      if (tablesWithoutTenant.includes(table)) return [[`row security of ${table}`, ""]];
      const own = `(${table === "tenants" ? "id" : "tenant_id"} = ( SELECT app_tenant_id() AS app_tenant_id))`;
      return [
        [`row security of ${table}`, "enabled forced"],
        [`policy tenant on ${table}`, `PERMISSIVE ALL {public} using ${own} check ${own}`],
        [`policy owner on ${table}`, `PERMISSIVE ALL {${owner}} using true check true`],
      ];
    }),
  );
}

/** The part of a catalogue that `isolationOf` speaks of. */
export const isolationIn = (catalogue: Catalogue): Catalogue =>
  new Map([...catalogue].filter(([name]) => /^(row security of|policy) /.test(name)));
