/** What a program of ours is given of this environment: enough to run, nothing that configures it. */
export function surroundings(): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", TZ: "UTC" };
}
