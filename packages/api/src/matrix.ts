import type { Permission } from "@portcullis/domain/permission";
import { permissions, type SystemRole, systemRoles } from "@portcullis/domain/permission";
import type { Need } from "./permission-table.ts";

/** Who calls, from nobody to the owner: the columns of the matrix. */
export const matrixCallers = ["anonymous", "BASIC", "SUPPORT", "AUDITOR", "ADMIN", "owner"] as const;
export type MatrixCaller = (typeof matrixCallers)[number];

/** `own`: to what is the caller's own, and to nothing else. */
export type MayEnter = "yes" | "own" | "no";

/** What a caller of this kind may do with a procedure, by the tables alone: no more than that is promised, and no less. */
export function mayEnter(caller: MatrixCaller, need: Need): MayEnter {
  if ("anybody" in need) return "yes";
  if (caller === "anonymous" || "gateway" in need || "device" in need) return "no";
  if ("own" in need) return [need.others].flat().some((one) => holds(caller, one)) ? "yes" : "own";
  if ("permission" in need) return holds(caller, need.permission) ? "yes" : "no";
  if (need.owner) return caller === "owner" ? "yes" : "no";
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
export function matrixPage(table: Readonly<Record<string, Need>>): string {
  const columns = ["procedure", "needs", ...matrixCallers];
  const rows = Object.keys(table)
    .toSorted()
    .map((path) => {
      const need = table[path] as Need;
      const cells = matrixCallers.map((caller) => signs[mayEnter(caller, need)]);
      return [`\`${path}\``, needOf(need)].concat(cells);
    });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [heading, line(columns), line(columns.map(() => "---")), ...rows.map(line), ""].join("\n");
}

function needOf(need: Need): string {
  const flags = [
    ...("confirmed" in need && need.confirmed ? ["confirmed"] : []),
    ...("whileEnrolling" in need && need.whileEnrolling ? ["while enrolling"] : []),
  ];
  return [testBedOf(need), ...flags].join(", ");
}

function testBedOf(need: Need): string {
  if ("anybody" in need) return "anybody";
  if ("gateway" in need) return "gateway";
  if ("device" in need) return "device";
  if ("permission" in need) return `\`${need.permission}\``;
  if ("own" in need)
    return `signed in; others': ${[need.others]
      .flat()
      .map((one) => `\`${one}\``)
      .join(" or ")}`;
  return need.owner ? "owner" : "signed in";
}
