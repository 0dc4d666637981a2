import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { admin } from "better-auth/plugins";
import { Pool } from "pg";
import { competitorEnv } from "./env.ts";

const { databaseUrl, port } = competitorEnv();

/** better-auth as its documentation sets it up, with the admin plugin; as many connections as the console has. */
const auth = betterAuth({
  database: new Pool({ connectionString: databaseUrl, max: 10 }),
  baseURL: `http://localhost:${port}`,
  secret: "for-benchmarks-only".padEnd(44, "!"),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: "error" },
  plugins: [admin()],
});
const { runMigrations } = await getMigrations(auth.options);
await runMigrations();

const answer = toNodeHandler(auth);
createServer((request, response) => {
  if (request.url === "/ready") response.end();
  else void answer(request, response);
}).listen(port, "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
