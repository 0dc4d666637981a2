import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { testDatabase } from "@portcullis/testing/test-database";
import { createTenant } from "../tenant/create-tenant.ts";
import type { OperatorContext } from "../tenant/operator.ts";

export interface OperatorFixture extends AsyncDisposable {
  /** Of the tenant `northwind`, which has its owner and nobody else. */
  readonly ctx: OperatorContext;
  readonly ownerId: string;
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** One more tenant. */
  aTenant(slug: string): Promise<OperatorContext>;
  inScope<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
}

/** A database of one's own as an operator's command meets it. */
export async function operatorFixture(): Promise<OperatorFixture> {
  const database = await testDatabase();
  const { ownerUrl, applicationUrl } = database;
  const db = openDatabase(ownerUrl, { applicationName: "portcullis-test" });
  const make = async (slug: string) => {
    const owner = { email: `owner@${slug}.test`, firstName: "Olga", lastName: "Nordin", password: "correct horse" };
    const made = await createTenant(db, { slug, name: "Northwind", owner });
    const principal = { kind: "operator", tenantId: tenantId(made.tenantId) } as const;
    return { ctx: { db, principal }, ownerId: made.ownerId };
  };
  const { ctx, ownerId } = await make("northwind");
  return {
    ctx,
    ownerId,
    ownerUrl,
    applicationUrl,
    aTenant: async (slug) => (await make(slug)).ctx,
    inScope: (work) => withTenant(db, ctx.principal.tenantId, work),
    async [Symbol.asyncDispose]() {
      await closeDatabase(db);
      await database[Symbol.asyncDispose]();
    },
  };
}
