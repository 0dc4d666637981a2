import { z } from "zod";

const environment = z.object({ COMPETITOR_DATABASE_URL: z.url(), COMPETITOR_PORT: z.coerce.number().int() });

/** What a rival's process is told by the benchmark that starts it. */
export function competitorEnv(): { readonly databaseUrl: string; readonly port: number } {
  const { COMPETITOR_DATABASE_URL, COMPETITOR_PORT } = environment.parse(process.env);
  return { databaseUrl: COMPETITOR_DATABASE_URL, port: COMPETITOR_PORT };
}
