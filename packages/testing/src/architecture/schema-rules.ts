import type { Rule, SourceFile } from "./repository.ts";

/** The two tables that belong to no tenant. */
const isGlobal = new Set(["tenants", "sign_in_throttle"]);

const schemaOf = (files: readonly SourceFile[]) =>
  files.filter(({ path }) => path.startsWith("packages/db/src/schema/") && !path.endsWith(".test.ts"));

export const tenantTablesNameTheirTenant: Rule = ({ files }) =>
  schemaOf(files).flatMap(({ path, text }) =>
    text
      .split(/\bpgTable\(/)
      .slice(1)
      .map((body) => ({ body, table: /["']([^"']+)["']/.exec(body)?.[1] ?? "" }))
      .filter(({ body, table }) => !isGlobal.has(table) && !/\btenantId: tenantId\(\)/.test(body))
      .map(
        ({ table }) =>
          `${path}: the table ${table} has no tenantId: tenantId(). Everything but the tenants belongs to one.`,
      ),
  );

export const indexesNameTheirQuery: Rule = ({ files }) =>
  schemaOf(files).flatMap(({ path, text }) => {
    const lines = text.split("\n");
    return lines.flatMap((line, n) => {
      const [, name] = /^\s*(?:uniqueIndex|index|unique)\((?:["']([^"']*))?/.exec(line) ?? [];
      if (name === undefined || /^\s*\/\/ serves \S/.test(lines[n - 1] ?? "")) return [];
      return [`${path}: the index ${name} serves nobody. Say above it "// serves …" which query, or leave it out.`];
    });
  });
