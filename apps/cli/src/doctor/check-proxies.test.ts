import { checkProxies } from "@portcullis/db/doctor/check-proxies";
import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { expect, it } from "vitest";

const local = { publicUrl: "http://localhost:3000", trustedProxies: "" };
const behindOne = { publicUrl: "https://console.example.com", trustedProxies: "" };

it("asks for TRUSTED_PROXIES where others reach the console, and says from where all sessions come", async () => {
  await using database = await testDatabase();
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    expect(await checkProxies(sql, local)).toEqual([]);
    const named = await checkProxies(sql, { ...behindOne, trustedProxies: "10.0.0.2" });
    expect(named).toMatchObject([{ verdict: "ok" }]);
    expect(await checkProxies(sql, behindOne)).toMatchObject([
      { verdict: "warning", says: "PUBLIC_URL is https://console.example.com, and TRUSTED_PROXIES is not set" },
    ]);
    await sql`insert into tenants (id, slug, name) values (gen_random_uuid(), 'acme', 'Acme')`;
    await sql`insert into users (tenant_id, id, email, status)
      select id, gen_random_uuid(), 'ada@people.test', 'active' from tenants`;
    await sql`insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at, address)
      select u.tenant_id, gen_random_uuid(), u.id, sha256(n::text::bytea), now(), now() + interval '1 day', '10.0.0.2'
      from users u, generate_series(1, 3) n`;
    expect(await checkProxies(sql, behindOne)).toMatchObject([
      { says: expect.stringContaining("all 3 sessions of the last seven days are from 10.0.0.2") as string },
    ]);
    await sql`update sessions set address = '203.0.113.5' where id = (select min(id::text)::uuid from sessions)`;
    expect(await checkProxies(sql, behindOne)).toMatchObject([{ says: expect.not.stringContaining("all") as string }]);
  } finally {
    await sql.end();
  }
});
