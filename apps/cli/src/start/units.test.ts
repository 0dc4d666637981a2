import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it.each(["console", "worker", "gateway"])("systemd starts the %s again however often it dies", (app) => {
  const path = join(import.meta.dirname, `../../../${app}/deploy/portcullis-${app}.service`);
  const [unit, service] = readFileSync(path, "utf8").split("[Service]");
  expect(unit).toContain("\nStartLimitIntervalSec=0\n");
  expect(service).toContain("\nRestart=always\n");
});

it("systemd brings the schema up to date once the database answers, however long that takes", () => {
  const path = join(import.meta.dirname, "../../deploy/portcullis-migrate.service");
  const [unit, service] = readFileSync(path, "utf8").split("[Service]");
  expect(unit).toContain("\nStartLimitIntervalSec=0\n");
  for (const line of ["Type=oneshot", "Restart=on-failure", "RestartMode=direct", "RestartSec=5"]) {
    expect(service).toContain(`\n${line}\n`);
  }
});
