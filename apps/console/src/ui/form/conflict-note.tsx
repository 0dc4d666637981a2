import { Callout } from "#ui/feedback/callout.tsx";
import type { EditConflict } from "./merge-edits.ts";

export interface ConflictNoteProps {
  readonly conflicts: readonly EditConflict[];
  /** What a field is called. */
  readonly label: (field: string) => string;
  readonly className?: string | undefined;
}

/** The fields that somebody else changed meanwhile to something else, both values side by side. */
export function ConflictNote({ conflicts, label, className }: ConflictNoteProps) {
  if (conflicts.length === 0) return null;
  return (
    <Callout tone="warning" className={className}>
      <p className="font-medium">Somebody else changed the same meanwhile.</p>
      <ul className="mt-1">
        {conflicts.map(({ field, theirs, mine }) => (
          <li key={field} className="wrap-anywhere">
            {label(field)}: theirs “{shown(theirs)}”, yours “{shown(mine)}”
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function shown(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" || typeof value === "number" ? String(value) || "none" : "none";
}
