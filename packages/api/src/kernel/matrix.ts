import { type Permission, permissions, type SystemRole, systemRoles } from "@portcullis/domain/permission";
import type { ProcedureInfo } from "./list-procedures.ts";
import type { AccessRule } from "./use-case.ts";

/** Who calls, from nobody to the owner: the columns of the matrix. */
export const matrixCallers = ["anonymous", "BASIC", "SUPPORT", "AUDITOR", "ADMIN", "owner"] as const;
export type MatrixCaller = (typeof matrixCallers)[number];

/** `own`: to what is the caller's own, and to nothing else; `verb`: of which the caller has the permission of the single act. */
export type MayEnter = "yes" | "own" | "verb" | "no";

/** What a caller of this kind may do with a procedure, by the tables alone: no more than that is promised, and no less. */
export function mayEnter(caller: MatrixCaller, accessRule: AccessRule): MayEnter {
  if ("anybody" in accessRule) return "yes";
  if (caller === "anonymous" || "gateway" in accessRule || "device" in accessRule) return "no";
  if ("own" in accessRule) return [accessRule.others].flat().some((one) => holds(caller, one)) ? "yes" : "own";
  if ("permission" in accessRule) {
    if (!holds(caller, accessRule.permission)) return "no";
    return accessRule.andOfVerb && caller !== "owner" ? "verb" : "yes";
  }
  if (accessRule.owner) return caller === "owner" ? "yes" : "no";
  return "own";
}

function holds(caller: SystemRole | "owner", permission: Permission): boolean {
  const held: readonly Permission[] = caller === "owner" ? permissions : systemRoles[caller].permissions;
  return held.includes(permission);
}

const signs: Readonly<Record<MayEnter, string>> = { yes: "yes", own: "own", verb: "by verb", no: "–" };

const heading = `# Who may call which procedure

Printed by \`pnpm matrix\` from the access rules of the use-cases and the system roles; a test compares it with what the running API
does. *own*: only the caller's own. *by verb*: with the permission of the single act as well. Rules that depend on the target (nobody with more rights
than you, not the owner, not yourself) are checked inside the procedure.

Needs: a permission, or *signed in*, or *owner*, or *anybody* (the secret in the request is the authorization), or
*gateway* (its agent, by its token), or *device* (by its token). *confirmed*: only within minutes of confirming one's identity.
*while enrolling*: also before the caller has set up the second factor that the tenant requires.
`;

/** The matrix as a page. */
export function matrixPage(procedures: readonly ProcedureInfo[]): string {
  const columns = ["procedure", "needs", ...matrixCallers];
  const rows = procedures.map(({ path, access }) => {
    const cells = matrixCallers.map((caller) => signs[mayEnter(caller, access)]);
    return [`\`${path}\``, accessRuleText(access)].concat(cells);
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [heading, line(columns), line(columns.map(() => "---")), ...rows.map(line), ""].join("\n");
}

function accessRuleText(accessRule: AccessRule): string {
  const flags = [
    ...("confirmed" in accessRule && accessRule.confirmed ? ["confirmed"] : []),
    ...("whileEnrolling" in accessRule && accessRule.whileEnrolling ? ["while enrolling"] : []),
  ];
  return [ruleText(accessRule), ...flags].join(", ");
}

function ruleText(accessRule: AccessRule): string {
  if ("anybody" in accessRule) return "anybody";
  if ("gateway" in accessRule) return "gateway";
  if ("device" in accessRule) return "device";
  if ("permission" in accessRule) {
    return `\`${accessRule.permission}\`${accessRule.andOfVerb ? " and that of the verb" : ""}`;
  }
  if ("own" in accessRule)
    return `signed in; others': ${[accessRule.others]
      .flat()
      .map((one) => `\`${one}\``)
      .join(" or ")}`;
  return accessRule.owner ? "owner" : "signed in";
}
