import { z } from "zod";

const port = "GATEWAY_PORT must be a port number.";

const healthPort = "HEALTH_PORT must be a port number; 0 takes any free port on loopback.";

const environment = z.object({
  PORTCULLIS_URL: z.url({
    protocol: /^https?$/,
    error: "PORTCULLIS_URL must be the address of the console, such as https://portcullis.example.com.",
  }),
  /**
   * A file, not the token itself: an environment is inherited by every child and shown by `systemctl show`, and a file
   * can be replaced without a restart.
   */
  GATEWAY_TOKEN_FILE: z
    .string("GATEWAY_TOKEN_FILE must name the file that holds the gateway's token.")
    .min(1, "GATEWAY_TOKEN_FILE must name the file that holds the gateway's token."),
  // The kernel's bound is 15 characters; a leading dash would be read as an option.
  GATEWAY_INTERFACE: z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/,
      "GATEWAY_INTERFACE must be an interface name: 15 letters, digits, dots, dashes or underscores at most.",
    )
    .default("portcullis0"),
  GATEWAY_PORT: z.coerce.number(port).int(port).min(1, port).max(65_535, port).optional(),
  GATEWAY_STATE: z
    .string()
    .min(1, "GATEWAY_STATE must name a folder that only root may enter.")
    .default("/var/lib/portcullis-gateway"),
  HEALTH_PORT: z.coerce.number(healthPort).int(healthPort).min(0, healthPort).max(65_535, healthPort).optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], "LOG_LEVEL must be debug, info, warn or error.")
    .default("info"),
  /** Where `ip`, `wg` and `wireguard-go` are looked for. */
  PATH: z.string().default("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
});

/** The agent's configuration; a mistake ends the start with a sentence for each. */
export function readEnvironment(): z.infer<typeof environment> {
  const parsed = environment.safeParse(process.env);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) process.stderr.write(`${issue.message}\n`);
  process.exit(1);
}
