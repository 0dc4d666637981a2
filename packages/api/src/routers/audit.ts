import { auditPage, listAudit as listAuditInput } from "@portcullis/domain/audit";
import { listAudit } from "@portcullis/services/audit/list-audit";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const auditRouter = router({
  list: userProcedure
    .input(listAuditInput)
    .output(auditPage)
    .query(({ ctx, input }) => listAudit(ctx.service, input)),
});
