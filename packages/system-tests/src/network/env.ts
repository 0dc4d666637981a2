import { z } from "zod";

const port = "PORT must be the port on which the console listens on this host.";
const environment = z.object({ PORT: z.coerce.number(port).int(port).min(1, port).max(65_535, port).default(3000) });

/** The console's address on this host. @throws {Error} with a sentence */
export function consoleUrl(): string {
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  return `http://localhost:${parsed.data.PORT}`;
}
