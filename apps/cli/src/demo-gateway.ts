import { access, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Argument, Command } from "commander";
import { readCommandEnv } from "./env.ts";
import { simulatedGatewayFolders } from "./start/simulated-gateways.ts";
import { runCommand } from "./tenant/run-command.ts";

await runCommand(
  new Command("demo-gateway")
    .description(
      "Makes the demo's simulated gateways silent, as if their agents had been killed while all peers stay on their interfaces, or lets them report again.",
    )
    .addArgument(new Argument("<what>").choices(["silence", "resume"]))
    .action(change),
);

async function change(what: "silence" | "resume"): Promise<void> {
  const { dataFolder } = await readCommandEnv();
  let changed = 0;
  for (const folder of simulatedGatewayFolders(dataFolder)) {
    const isThere = await access(folder).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    changed++;
    if (what === "silence") await writeFile(join(folder, "silent"), "");
    else await rm(join(folder, "silent"), { force: true });
  }
  if (changed === 0)
    throw new Error(`${dataFolder} contains no simulated gateways: start creates them together with the demo data.`);
  console.log(
    what === "silence"
      ? "The simulated gateways are silent; the console shows it within a minute. Let them report again with: npx --yes pnpm@12.21.0 demo:resume"
      : "The simulated gateways report again.",
  );
}
