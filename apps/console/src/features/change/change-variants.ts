import type { ChangeState } from "@portcullis/domain/change-state";

/** How each state of a change looks: green is for done alone. */
export const changeVariants = {
  running: { tone: "accent", bar: "accent", label: "Running" },
  unconfirmed: { tone: "warning", bar: "warning", label: "Not confirmed" },
  settled: { tone: "neutral", bar: "accent", label: "Settled by hand" },
  done: { tone: "success", bar: "success", label: "Done" },
  superseded: { tone: "hollow", bar: "accent", label: "Superseded" },
  failed: { tone: "danger", bar: "danger", label: "Failed" },
} as const satisfies Readonly<Record<ChangeState, unknown>>;
