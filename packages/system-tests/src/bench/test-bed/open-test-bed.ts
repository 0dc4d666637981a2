import { signIn } from "@portcullis/testing/sign-in";
import { openCaller } from "../http/caller.ts";
import { openDataset } from "../seed/dataset.ts";
import { ownerEmailOf, ownerPassword, slugOf } from "../seed/fill-dataset.ts";
import { largest, type Sizes, whole } from "../seed/sizes.ts";
import { startConsole } from "../serve/programs.ts";
import { peopleOf, type TestBed } from "./test-bed.ts";

/** Connections of one caller; so many calls can be under way. */
const connections = 32;

/** Site and console, up and signed in to. The short form repeats as often, with a twentieth of the calls. */
export async function openTestBed(sizes: Sizes): Promise<TestBed & AsyncDisposable> {
  await using building = new AsyncDisposableStack();
  const dataset = building.use(await openDataset(sizes));
  const console = building.use(await startConsole(dataset));
  const cookies = new Map<number, string>();
  let given = 0;
  const stack = building.move();
  return {
    dataset,
    console,
    repetitions: 5,
    calls: (calls) => (sizes === whole ? calls : Math.ceil(calls / 20)),
    async caller(tenant) {
      const account = { tenant: slugOf(tenant), email: ownerEmailOf(tenant), password: ownerPassword };
      const cookie = cookies.get(tenant) ?? (await signIn(console.url, account));
      cookies.set(tenant, cookie);
      return openCaller(console.url, { cookie }, connections);
    },
    async fresh(count) {
      const people = await peopleOf(dataset, largest, { count, after: given });
      if (people.length < count) throw new Error(`Only ${people.length} of ${count} people are left to be changed.`);
      given += count;
      return people;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
