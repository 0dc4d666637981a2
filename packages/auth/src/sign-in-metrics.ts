import { Counter } from "prom-client";

const outcomes = ["succeeded", "refused", "second_factor", "throttled", "unavailable"] as const;

const signIns = new Counter({
  name: "portcullis_sign_ins_total",
  help: "Sign-in attempts by outcome; second_factor: the password was correct and the second step is pending.",
  labelNames: ["outcome"] as const,
});
// From the start on, so that the first one of a kind is an increase too.
for (const outcome of outcomes) signIns.labels(outcome).inc(0);

export function countSignIn(outcome: (typeof outcomes)[number]): void {
  signIns.labels(outcome).inc();
}
