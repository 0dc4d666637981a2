import { createTenant } from "@portcullis/api/tenant/create-tenant";
import { hashPassword } from "@portcullis/auth/password";
import { signIn } from "@portcullis/auth/sign-in";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { credentials } from "@portcullis/db/schema/credentials";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { timestampNow } from "@portcullis/domain/timestamp";
import { type Contestant, compare, type Result } from "../measure/compare.ts";
import { ownDatabase } from "./own-database.ts";

/** As a table: milliseconds, and each median's ratio to that of all together. */
function printResults(title: string, results: readonly Result[]): void {
  const rows = [
    ["", "median", "p95", "ratio"],
    ...results.map(({ name, median, p95, ratio }) => [
      name,
      `${median.toFixed(2)} ms`,
      `${p95.toFixed(2)} ms`,
      ratio.toFixed(3),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart((widths[n] ?? 0) + 3))).join(""),
  );
  process.stdout.write(`${title}\n${lines.join("\n")}\n`);
}

const times = 300;
const warmUp = 30;
/** How far the medians may lie from that of all together. */
const tolerance = 0.1;
const password = "correct horse battery staple";

/**
 * Whether the time that a failed sign-in takes tells what was wrong. Every attempt is for an account and from an address of
 * its own, so that no throttle steps in.
 */
export async function benchSignInTiming(): Promise<boolean> {
  await using database = await ownDatabase();
  const db = openDatabase(database.applicationUrl, { applicationName: "bench" });
  const asOwner = openDatabase(database.ownerUrl, { applicationName: "bench owner", max: 1 });
  try {
    const owner = { email: "owner@bench.test", firstName: null, lastName: null, password };
    const tenant = tenantId((await createTenant(asOwner, { slug: "bench", name: "Bench", owner })).tenantId);
    await addPeople(db, tenant);
    await asOwner.$client.unsafe("vacuum analyze");
    const results = await compare(failures(db), times, warmUp);
    printResults(`A failed sign-in, ${times} of each kind`, results);
    const medians = results.map(({ median }) => median);
    const spread = Math.max(...medians) / Math.min(...medians) - 1;
    process.stdout.write(`The slowest median is ${(spread * 100).toFixed(1)} % above the fastest.\n`);
    return spread <= tolerance;
  } finally {
    await Promise.all([closeDatabase(db), closeDatabase(asOwner)]);
  }
}

/** Each kind of failure; the numbers make every account and every address a new one. */
function failures(db: Database): Contestant[] {
  let attempts = 0;
  const attempt = (name: string, fields: (n: number) => { tenant?: string; email: string; password?: string }) => {
    let n = 0;
    const run = async () => {
      attempts++;
      const address = `10.${attempts >> 16}.${(attempts >> 8) & 255}.${attempts & 255}`;
      const opened = await signIn(db, { tenant: "bench", password, address, agent: "Bench/1.0", ...fields(n++) });
      if (opened) throw new Error(`${name} let somebody in.`);
    };
    return { name, run };
  };
  return [
    attempt("unknown tenant", (n) => ({ tenant: `nowhere-${n}`, email: emailOf("active", n) })),
    attempt("unknown e-mail", (n) => ({ email: emailOf("nobody", n) })),
    attempt("wrong password", (n) => ({ email: emailOf("active", n), password: "incorrect horse battery staple" })),
    attempt("inactive user", (n) => ({ email: emailOf("inactive", n) })),
  ];
}

const emailOf = (kind: string, n: number) => `${kind}-${n}@bench.test`;

async function addPeople(db: Database, tenant: TenantId): Promise<void> {
  const passwordHash = await hashPassword(password);
  const people = (["active", "inactive"] as const).flatMap((status) =>
    Array.from({ length: times + warmUp }, (_, n) => ({
      tenantId: tenant,
      id: newId(),
      email: emailOf(status, n),
      status,
      acceptedAt: timestampNow(),
    })),
  );
  await withTenant(db, tenant, async (tx) => {
    await tx.insert(users).values(people);
    await tx.insert(credentials).values(people.map(({ id }) => ({ tenantId: tenant, userId: id, passwordHash })));
  });
}
