import { parseArgs } from "node:util";
import { z } from "zod";

export const usage = `portcullis-posture --console https://portcullis.example.com --token-file /etc/portcullis/posture-token

Reports to the console how this device is secured: at once, then every five minutes.

  --console URL      address of the console
  --token-file FILE  file that holds the device's token; read at every report
  --once             report once and end
  --print            show what would be reported, and end; needs no console and no token
  --help             show this`;

const address = "--console must be the address of the console, such as https://portcullis.example.com.";
const tokenFile = "--token-file must name the file that holds the device's token.";

const reporting = z.object({
  mode: z.enum(["keep", "once"]),
  console: z.url({ protocol: /^https?$/, error: address }),
  tokenFile: z.string(tokenFile).min(1, tokenFile),
});
export type Options = z.infer<typeof reporting> | { readonly mode: "print" } | { readonly mode: "help" };

/** What a command line asks for, or a sentence for each mistake in it. */
export function readOptions(args: readonly string[]): Options | { readonly mistakes: readonly string[] } {
  const read = parsed(args);
  if (read instanceof Error) return { mistakes: [read.message] };
  if (read.help) return { mode: "help" };
  if (read.print) return { mode: "print" };
  const { success, data, error } = reporting.safeParse({
    mode: read.once ? "once" : "keep",
    console: read.console,
    tokenFile: read["token-file"],
  });
  return success ? data : { mistakes: error.issues.map(({ message }) => message) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        console: { type: "string" },
        "token-file": { type: "string" },
        once: { type: "boolean" },
        print: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    return error as Error;
  }
}
