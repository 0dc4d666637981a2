import { withTenantReadOnly } from "@portcullis/db/tenant";
import { tenantPosture } from "@portcullis/domain/tenant-posture";
import { noInput, useCase } from "../kernel/use-case.ts";
import { readPosture } from "./read-posture.ts";

/** What the tenant of whoever asks wants of its devices. */
export const getPosture = useCase({ access: { permission: "tenant:read" } }, noInput, tenantPosture, (ctx) =>
  withTenantReadOnly(ctx.db, ctx.principal.tenantId, readPosture),
);
