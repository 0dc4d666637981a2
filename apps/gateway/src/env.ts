import { logLevel, parseEnvOrExit, port } from "@portcullis/runtime/env-fragments";
import { z } from "zod";

const environment = z.object({
  PORTCULLIS_URL: z.url({
    protocol: /^https?$/,
    error: "PORTCULLIS_URL must be the address of the console, such as https://portcullis.example.com.",
  }),
  /**
   * A file, not the token itself: an environment is inherited by every child and shown by `systemctl show`, and a file
   * can be replaced without a restart.
   */
  GATEWAY_TOKEN_FILE: z.string("GATEWAY_TOKEN_FILE must name the file that holds the gateway's token."),
  // The kernel's bound is 15 characters; a leading dash would be read as an option.
  GATEWAY_INTERFACE: z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/,
      "GATEWAY_INTERFACE must be an interface name: 15 letters, digits, dots, dashes or underscores at most.",
    )
    .default("portcullis0"),
  GATEWAY_PORT: port("GATEWAY_PORT").optional(),
  /** A folder that only root may enter. */
  GATEWAY_STATE: z.string().default("/var/lib/portcullis-gateway"),
  HEALTH_PORT: port("HEALTH_PORT", { least: 0 }).optional(),
  LOG_LEVEL: logLevel,
  /** Where `ip`, `wg` and `wireguard-go` are looked for. */
  PATH: z.string().default("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
});

/** The agent's configuration; a mistake ends the start with a sentence for each. */
export const readEnvironment = () => parseEnvOrExit(environment, process.env);
