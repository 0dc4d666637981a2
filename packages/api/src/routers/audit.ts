import { auditPage, listAudit as listAuditInput } from "@portcullis/domain/audit";
import { sealState } from "@portcullis/domain/audit-seal";
import { listAudit } from "@portcullis/services/audit/list-audit";
import { readSealState } from "@portcullis/services/audit/read-seal-state";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const auditRouter = router({
  list: userProcedure
    .input(listAuditInput)
    .output(auditPage)
    .query(({ ctx, input }) => listAudit(ctx.service, input)),
  seal: userProcedure.output(sealState).query(({ ctx }) => readSealState(ctx.service)),
});
