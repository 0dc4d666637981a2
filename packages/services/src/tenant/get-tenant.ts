import { withTenantReadOnly } from "@portcullis/db/tenant";
import { tenantDetail } from "@portcullis/domain/tenant";
import { noInput, useCase } from "../kernel/use-case.ts";
import { readTenant } from "./read-tenant.ts";

/** The tenant of whoever asks: settings, owner, and the open offer of ownership. */
export const getTenant = useCase({ access: { permission: "tenant:read" } }, noInput, tenantDetail, (ctx) =>
  withTenantReadOnly(ctx.db, ctx.principal.tenantId, readTenant),
);
