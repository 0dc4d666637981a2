import type { Permission } from "@portcullis/domain/permission";
import { permissions, type SystemRole, systemRoles } from "@portcullis/domain/permission";
import type { AccessRule } from "./permission-table.ts";

/** Who calls, from nobody to the owner: the columns of the matrix. */
export const matrixCallers = ["anonymous", "BASIC", "SUPPORT", "AUDITOR", "ADMIN", "owner"] as const;
export type MatrixCaller = (typeof matrixCallers)[number];

/** `own`: to what is the caller's own, and to nothing else. */
export type MayEnter = "yes" | "own" | "no";

/** What a caller of this kind may do with a procedure, by the tables alone: no more than that is promised, and no less. */
export function mayEnter(caller: MatrixCaller, accessRule: AccessRule): MayEnter {
  if ("anybody" in accessRule) return "yes";
  if (caller === "anonymous" || "gateway" in accessRule || "device" in accessRule) return "no";
  if ("own" in accessRule) return [accessRule.others].flat().some((one) => holds(caller, one)) ? "yes" : "own";
  if ("permission" in accessRule) return holds(caller, accessRule.permission) ? "yes" : "no";
  if (accessRule.owner) return caller === "owner" ? "yes" : "no";
  return "own";
}

function holds(caller: SystemRole | "owner", permission: Permission): boolean {
  const held: readonly Permission[] = caller === "owner" ? permissions : systemRoles[caller].permissions;
  return held.includes(permission);
}

const signs: Readonly<Record<MayEnter, string>> = { yes: "yes", own: "own", no: "–" };

const heading = `# Who may enter which procedure

Made by \`pnpm matrix\` from the API's permission table and the system roles, and compared by a test with what the running API
does. *own*: only what is one's own. What depends on whom it is done to (nobody above you, not the owner, not yourself) is asked
inside.

Needs: a permission, or *signed in*, or *owner*, or *anybody*, where the secret in the request is what lets them, or
*gateway*: its agent, by its token, or *device*: itself, by its token. *confirmed*: only within minutes of a proof of who one is. *while enrolling*: also before a second factor is set up that the tenant asks for.
`;

/** The matrix as the page that is checked in. */
export function matrixPage(table: Readonly<Record<string, AccessRule>>): string {
  const columns = ["procedure", "needs", ...matrixCallers];
  const rows = Object.keys(table)
    .toSorted()
    .map((path) => {
      const accessRule = table[path] as AccessRule;
      const cells = matrixCallers.map((caller) => signs[mayEnter(caller, accessRule)]);
      return [`\`${path}\``, accessRuleText(accessRule)].concat(cells);
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
  if ("permission" in accessRule) return `\`${accessRule.permission}\``;
  if ("own" in accessRule)
    return `signed in; others': ${[accessRule.others]
      .flat()
      .map((one) => `\`${one}\``)
      .join(" or ")}`;
  return accessRule.owner ? "owner" : "signed in";
}
