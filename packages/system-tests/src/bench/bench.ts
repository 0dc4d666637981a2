import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { benchCases } from "./cases/cases.ts";
import { benchReadsBesideReports } from "./checks/reads-beside-reports.ts";
import { benchSignInTiming } from "./checks/sign-in-timing.ts";
import { machine, type Row, table } from "./report/table.ts";
import { short, whole } from "./seed/sizes.ts";
import { openTestBed } from "./test-bed/open-test-bed.ts";

/** Comparisons that must hold on any machine; each answers whether it did. */
const checks: Readonly<Record<string, () => Promise<boolean>>> = {
  "reads-beside-reports": benchReadsBesideReports,
  "sign-in-timing": benchSignInTiming,
};

const { values, positionals } = parseArgs({
  options: { short: { type: "boolean", default: false }, json: { type: "string" } },
  allowPositionals: true,
});
const known = [...Object.keys(benchCases), ...Object.keys(checks)];
for (const name of positionals)
  if (!known.includes(name)) throw new Error(`No benchmark ${name}: there are ${known.join(", ")}.`);
const isAsked = (name: string) => positionals.length === 0 || positionals.includes(name);

// The short form says nothing about time that could be right or wrong: it shows that every figure can be made.
const checked = values.short ? positionals : known.filter(isAsked);
for (const [name, check] of Object.entries(checks))
  if (checked.includes(name) && !(await check())) process.exitCode = 1;

if (Object.keys(benchCases).some(isAsked)) {
  await using testBed = await openTestBed(values.short ? short : whole);
  const rows: Row[] = [];
  for (const [name, benchCase] of Object.entries(benchCases)) {
    if (!isAsked(name)) continue;
    process.stderr.write(`${name} …\n`);
    const made = await benchCase(testBed);
    rows.push(...made);
    // At a million users the whole run takes most of an hour: what is cut off has shown what it had.
    process.stderr.write(`${table(made)}\n`);
  }
  const on = await machine(testBed.dataset.sql);
  process.stdout.write(
    `${table(rows)}\n\n${on.cpu}, ${on.cores} cores, ${on.memoryGb} GB, ${on.system}, Node.js ${on.node}, PostgreSQL ${on.postgresql}, ${on.at}\n`,
  );
  if (values.json) await writeFile(values.json, `${JSON.stringify({ on, rows }, undefined, 2)}\n`);
}
