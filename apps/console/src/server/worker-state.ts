import { z } from "zod";

const workerMessage = z.strictObject({ kind: z.literal("worker"), isWorking: z.boolean() });

let isWorking: boolean | undefined;

/** What a launcher that runs the worker too says of it; anything else is nobody's message. */
export function takeWorkerMessage(message: unknown): void {
  isWorking = workerMessage.safeParse(message).data?.isWorking ?? isWorking;
}

/** Stands beside readiness and does not decide it: without a worker access still ends at the commit. Empty where nobody knows. */
export function workerState(): Readonly<Record<string, boolean>> {
  return isWorking === undefined ? {} : { worker: isWorking };
}
