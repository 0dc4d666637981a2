"use client";

import type { AuditEvent } from "@portcullis/domain/audit";
import { Chip } from "#ui/chip.tsx";
import { nameInEvents } from "./name-in-events.ts";
import { shortId } from "./phrase.ts";

export interface ActivityChipsProps {
  readonly actor: string | null;
  readonly target: string | null;
  /** Events that may know their names. */
  readonly events: readonly AuditEvent[];
  readonly onRemove: (filter: "actor" | "target") => void;
}

/** The filters that come with a link, to be seen and to be taken away. */
export function ActivityChips({ actor, target, events, onRemove }: ActivityChipsProps) {
  if (actor === null && target === null) return null;
  return (
    <>
      {actor !== null && (
        <Chip removeLabel="Show what everybody did" onRemove={() => onRemove("actor")}>
          <Party label="By" id={actor} events={events} />
        </Chip>
      )}
      {target !== null && (
        <Chip removeLabel="Show what concerns anybody" onRemove={() => onRemove("target")}>
          <Party label="About" id={target} events={events} />
        </Chip>
      )}
    </>
  );
}

function Party({ label, id, events }: { label: string; id: string; events: readonly AuditEvent[] }) {
  const name = nameInEvents(events, id);
  return (
    <span className="flex min-w-0 gap-1">
      <span className="text-ink-muted">{label}</span>
      <span title={id} className={name === null ? "font-mono" : "max-w-60 truncate font-medium"}>
        {name ?? shortId(id)}
      </span>
    </span>
  );
}
