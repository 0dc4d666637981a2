import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Service } from "./service.ts";

/**
 * Tells Prometheus where the metrics of this start are, in the form of its `file_sd_configs`: ports may be others at each
 * start. Replaced as a whole, as Prometheus may read at any moment.
 */
export async function writeMetricsTargets(
  dataFolder: string,
  services: readonly Pick<Service, "name" | "metricsPort">[],
): Promise<void> {
  const targets = services.map(({ name, metricsPort }) => ({
    targets: [`127.0.0.1:${metricsPort}`],
    labels: { app: name },
  }));
  const file = join(dataFolder, "metrics-targets.json");
  await writeFile(`${file}.draft`, `${JSON.stringify(targets, null, 2)}\n`, { mode: 0o644 });
  await rename(`${file}.draft`, file);
}
