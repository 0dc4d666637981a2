import type { ChangeState } from "@portcullis/domain/change-state";
import { Status } from "#ui/status.tsx";
import { changeVariants } from "./change-variants.ts";

/** How far a change is. */
export function CascadeStatus({ state }: { readonly state: ChangeState }) {
  const { tone, label } = changeVariants[state];
  return (
    <Status tone={tone} live={state === "running"}>
      {label}
    </Status>
  );
}
