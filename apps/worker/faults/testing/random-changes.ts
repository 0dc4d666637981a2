import type { TestPerson } from "@portcullis/api/testing/person";
import type { Random } from "@portcullis/api/testing/random";
import { refusalOf } from "@portcullis/api/testing/refusal";
import { aPublicKey } from "@portcullis/testing/tenant";

/** What may be answered to somebody who acts on what another one changed a moment ago. */
const fairRefusals = new Set(["NOT_FOUND", "CONFLICT"]);

export interface Target {
  readonly id: string;
  /** Grows while devices are registered. */
  readonly deviceIds: string[];
}

type Action = (call: TestPerson["call"], user: Target, random: Random) => Promise<unknown>;

const actions: readonly { readonly weight: number; readonly run: Action }[] = [
  { weight: 8, run: (call, { id }) => call.user.deactivate({ id }) },
  { weight: 8, run: (call, { id }) => call.user.reactivate({ id }) },
  { weight: 1, run: (call, { id }) => call.user.delete({ id }) },
  { weight: 5, run: (call, { deviceIds }, { pick }) => call.device.deactivate({ id: pick(deviceIds) }) },
  { weight: 3, run: (call, { deviceIds }, { pick }) => call.device.reactivate({ id: pick(deviceIds) }) },
  { weight: 1, run: (call, { deviceIds }, { pick }) => call.device.remove({ id: pick(deviceIds) }) },
  {
    weight: 2,
    run: async (call, { id, deviceIds }) => {
      const device = { name: "new", platform: "linux", publicKey: aPublicKey(), userId: id } as const;
      deviceIds.push((await call.device.register(device)).id);
    },
  },
];
const weightedPool = actions.flatMap(({ weight, run }) => Array.from({ length: weight }, () => run));

/** One client that does one thing after the other, to whomever it picks. Throws where it is refused without a reason. */
export async function client(
  call: TestPerson["call"],
  users: readonly Target[],
  random: Random,
  steps: number,
): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const action = random.pick(weightedPool)(call, random.pick(users), random);
    const refusal = await action.then(
      () => undefined,
      (error: unknown) => refusalOf(Promise.reject(error)),
    );
    if (refusal && !fairRefusals.has(refusal.code)) throw new Error(`Refused: ${JSON.stringify(refusal)}`);
  }
}
