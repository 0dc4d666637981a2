import type { CascadeKind } from "@portcullis/domain/cascade";

/** Each lifecycle change as a thing. */
export const cascadeNames: Readonly<Record<CascadeKind, string>> = {
  deactivate: "Deactivation",
  reactivate: "Reactivation",
  delete: "Deletion",
};
