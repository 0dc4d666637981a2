import { cascades } from "@portcullis/db/schema/cascades";
import { and, eq } from "drizzle-orm";
import type { TestTenant } from "./tenant.ts";

/** Makes a cascade one that failed too often and waits for a person. */
export async function parkCascade(tenant: TestTenant, id: string): Promise<void> {
  await tenant.inScope((tx) =>
    tx
      .update(cascades)
      .set({ status: "failed", attempts: 8, failureReason: "out of luck" })
      .where(and(eq(cascades.tenantId, tenant.tenantId), eq(cascades.id, id))),
  );
}
