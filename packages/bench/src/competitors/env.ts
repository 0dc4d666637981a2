import { z } from "zod";

const environment = z.object({ RIVAL_DATABASE_URL: z.url(), RIVAL_PORT: z.coerce.number().int() });

/** What a rival's process is told by the benchmark that starts it. */
export function competitorEnv(): { readonly databaseUrl: string; readonly port: number } {
  const { RIVAL_DATABASE_URL, RIVAL_PORT } = environment.parse(process.env);
  return { databaseUrl: RIVAL_DATABASE_URL, port: RIVAL_PORT };
}
