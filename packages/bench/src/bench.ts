import { benchPresence } from "./presence.ts";
import { benchSignIn } from "./sign-in.ts";

/** Every benchmark by its name; each answers whether it kept what it promises. */
const benchmarks: Readonly<Record<string, () => Promise<boolean>>> = {
  presence: benchPresence,
  "sign-in": benchSignIn,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(benchmarks)) {
  const benchmark = benchmarks[name];
  if (!benchmark) throw new Error(`No benchmark ${name}: there are ${Object.keys(benchmarks).join(", ")}.`);
  if (!(await benchmark())) process.exitCode = 1;
}
