import { users } from "@portcullis/db/schema/users";
import { and, eq, sql } from "drizzle-orm";
import { type ImportPeople, importPeople } from "../import/import-people.ts";
import { openPeopleFile } from "../import/open-people-file.ts";
import type { OperatorFixture } from "./operator-fixture.ts";

export type RunOptions = Partial<ImportPeople> & { readonly ignoredColumns?: readonly string[] };

/** Imports a file, and answers the report as lines. */
export async function runPeopleImport(
  fixture: Pick<OperatorFixture, "ctx">,
  file: AsyncIterable<Uint8Array>,
  more: RunOptions = {},
) {
  const { ignoredColumns = [], ...options } = { activate: false, ...more };
  const opened = await openPeopleFile(file, { ignoredColumns });
  const report: string[] = [];
  for await (const { line, what, outcome, detail } of importPeople(fixture.ctx, opened, options)) {
    report.push(`${line} ${what} ${outcome === "unchanged" ? "unchanged" : outcome}: ${detail}`);
  }
  return report;
}

/** The people of the tenant but its owner, a line each. */
export async function peopleLines(fixture: OperatorFixture) {
  const rows = await fixture.inScope((tx) =>
    tx
      .select({
        email: users.email,
        firstName: users.firstName,
        lastName: users.lastName,
        status: users.status,
        accepted: sql<boolean>`${users.acceptedAt} is not null`,
        groups: sql<string>`array_to_string(array(select g.name from group_members m join groups g on g.tenant_id = m.tenant_id
          and g.id = m.group_id where m.tenant_id = users.tenant_id and m.user_id = users.id order by g.name), ',')`,
        roles: sql<string>`array_to_string(array(select r.name from user_roles m join roles r on r.tenant_id = m.tenant_id
          and r.id = m.role_id where m.tenant_id = users.tenant_id and m.user_id = users.id order by r.name), ',')`,
      })
      .from(users)
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.isOwner, false)))
      .orderBy(users.email),
  );
  return rows.map(
    (row) =>
      `${row.email} ${row.firstName ?? "-"} ${row.lastName ?? "-"} ${row.status}${row.accepted ? " accepted" : ""} [${row.groups}] ${row.roles}`,
  );
}

/** Everything that an import of people could have touched. */
export async function peopleSnapshot(fixture: OperatorFixture) {
  return fixture.inScope((tx) =>
    tx.execute(sql`select (select json_agg(u order by id) from users u where tenant_id = ${tx.tenantId}) as users,
      (select json_agg(g order by group_id, user_id) from group_members g where tenant_id = ${tx.tenantId}) as members,
      (select count(*) from audit_events where tenant_id = ${tx.tenantId}) as events`),
  );
}
