import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it.each(["console", "worker", "gateway"])("systemd starts the %s again however often it dies", (app) => {
  const path = join(import.meta.dirname, `../../../${app}/deploy/portcullis-${app}.service`);
  const [unit, service] = readFileSync(path, "utf8").split("[Service]");
  expect(unit).toContain("\nStartLimitIntervalSec=0\n");
  expect(service).toContain("\nRestart=always\n");
});
