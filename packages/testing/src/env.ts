/** What a program of ours is given of this environment: enough to run, nothing that configures it. */
export function environment(): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", TZ: "UTC" };
}

/** How often the tests of the driver provoke each fault: DRIVER_RUNS, else as often as a run of all tests has time for. */
export const driverRuns = (): number => Number(process.env["DRIVER_RUNS"] ?? 10);
