import type { ChangeState } from "@portcullis/domain/change-state";

/** How each state of a change looks: green is for done alone. */
export const changeVariants = {
  running: { tone: "accent", bar: "accent", word: "Running" },
  unconfirmed: { tone: "warning", bar: "warning", word: "Not confirmed" },
  settled: { tone: "neutral", bar: "accent", word: "Settled by hand" },
  done: { tone: "success", bar: "success", word: "Done" },
  superseded: { tone: "hollow", bar: "accent", word: "Superseded" },
  failed: { tone: "danger", bar: "danger", word: "Failed" },
} as const satisfies Readonly<Record<ChangeState, unknown>>;
