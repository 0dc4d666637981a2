import type { CascadeStatus as State } from "@portcullis/domain/cascade";
import { Status } from "#components/ui/status.tsx";

const looks = {
  running: { tone: "accent", word: "Running" },
  done: { tone: "success", word: "Done" },
  superseded: { tone: "hollow", word: "Superseded" },
  failed: { tone: "danger", word: "Failed" },
} as const;

/** How far a lifecycle change is. */
export function CascadeStatus({ status }: { readonly status: State }) {
  const { tone, word } = looks[status];
  return (
    <Status tone={tone} live={status === "running"}>
      {word}
    </Status>
  );
}
