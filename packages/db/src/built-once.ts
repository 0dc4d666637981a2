import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import type { TenantTx } from "./tenant.ts";

/** A statement of the query builder whose text can be built before anybody runs it. */
interface Preparable<Rows> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<Rows> };
}

/**
 * A statement whose text is built at its first call and kept: building it takes as much processor time as all else that a short
 * read costs here. `build` is given placeholders, so it may pass its arguments on as parameters, and not look at them.
 */
export function builtOnce<Args extends readonly string[], Rows>(
  build: (tx: TenantTx, ...args: Args) => Preparable<Rows>,
): (tx: TenantTx, ...args: Args) => Promise<Rows> {
  let prepared: ReturnType<Preparable<Rows>["prepare"]> | undefined;
  const prepare = (count: number) => {
    const args = Array.from({ length: count }, (_, at) => sql.placeholder(String(at)));
    const tx = Object.assign(drizzle.mock(), { tenantId: sql.placeholder("tenantId") });
    return build(tx as unknown as TenantTx, ...(args as unknown as Args)).prepare("built once");
  };
  return (tx, ...args) => {
    prepared ??= prepare(args.length);
    // Drizzle binds what it prepared to one connection; the text is the same for each.
    const { client } = Reflect.get(tx, "session") as { readonly client: unknown };
    const bound: typeof prepared = Object.assign(Object.create(prepared), { client });
    return bound.execute({ ...Object.fromEntries(args.entries()), tenantId: tx.tenantId });
  };
}
