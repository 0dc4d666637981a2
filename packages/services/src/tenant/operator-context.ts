import type { OperatorPrincipal } from "@portcullis/auth/principal";
import type { Database } from "@portcullis/db/client";

/** What the operator's use-cases are given: a pool of the schema's owner, and the tenant that the command names. */
export interface OperatorContext {
  readonly db: Database;
  readonly principal: OperatorPrincipal;
}

/** The actor of what an operator's command does, as the audit log names it. */
export const operator = { kind: "operator", id: null } as const;
