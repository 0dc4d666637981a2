import { z } from "zod";

const environment = z.object({
  /** Where the tools are looked for; a service may be started without one. */
  PATH: z.string().default("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
  /** Windows: the drive that it starts from. */
  SystemDrive: z.string().default("C:"),
  /** Windows: tools need it to find their libraries. */
  SystemRoot: z.string().optional(),
});

/** What the reporter asks of its surroundings; the rest is in its arguments. */
export function readEnvironment(): z.infer<typeof environment> {
  return environment.parse(process.env);
}
