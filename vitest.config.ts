import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Pages in a real browser. */
const browser = ["apps/console/e2e/*.test.ts"];

/** Whole processes that are started, killed and frozen: these take up to minutes each. */
const processes = ["apps/worker/faults/**/*.test.ts", "apps/cli/faults/**/*.test.ts"];

/** Real WireGuard between network namespaces: these need root and Debian's wireguard-tools, wireguard-go and iproute2. */
const network = ["apps/console/e2e/network/*.test.ts", "apps/gateway/faults/**/*.test.ts"];

/** The whole product under fire and in an operator's hands: a command of their own each. */
const fuzz = ["packages/system-tests/src/fuzz/**/*.test.ts"];
const drills = ["packages/system-tests/src/drills/**/*.test.ts"];
/** Their checker needs no product that runs: it is tested with the rest. */
const faults = ["packages/system-tests/src/faults/{fault-run,seeded-bug}.test.ts"];

/** One run, one PostgreSQL server for all of it; every test file runs in parallel with the others. */
export default defineConfig({
  test: {
    globalSetup: "packages/testing/src/global-setup.ts",
    // Tests wait for the database more than they compute.
    maxWorkers: availableParallelism() + 1,
    // A busy machine is no failure; what must be fast says so itself.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{apps,packages}/**/*.test.{ts,tsx}"],
          exclude: [
            "**/node_modules/**",
            "**/dist/**",
            "**/.next/**",
            ...browser,
            ...processes,
            ...network,
            ...fuzz,
            ...drills,
            ...faults,
          ],
          // What a file imports is loaded once for each worker, not once for each file: loading takes as long as testing.
          isolate: false,
          testTimeout: 15_000,
          hookTimeout: 30_000,
        },
      },
      { extends: true, test: { name: "browser", include: browser, testTimeout: 300_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: "processes", include: processes, testTimeout: 300_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: "network", include: network, testTimeout: 300_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: "fuzz", include: fuzz, testTimeout: 1_200_000, hookTimeout: 120_000 } },
      { extends: true, test: { name: "drills", include: drills, testTimeout: 600_000, hookTimeout: 120_000 } },
      // As long as FAULTS_SECONDS says, and then until all is at rest.
      { extends: true, test: { name: "faults", include: faults, testTimeout: 7_200_000, hookTimeout: 120_000 } },
    ],
  },
});
