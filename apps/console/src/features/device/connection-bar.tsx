import type { ConnectionSpan, DeviceHistory } from "@portcullis/domain/device/connection";
import { clsx } from "clsx";
import { spanLabel, spanName } from "./span-label.ts";
import { connectedShare, spellsInSpan } from "./spells-in-span.ts";

export interface ConnectionBarProps {
  readonly history: DeviceHistory;
  readonly span: ConnectionSpan;
  readonly isOnline: boolean;
}

/** When the device was connected, on one bar from then to now; in words beneath. */
export function ConnectionBar({ history, span, isOnline }: ConnectionBarProps) {
  const spells = spellsInSpan(history);
  const count = spells.length;
  const many = `${history.hasMore ? "the newest " : ""}${count} ${count === 1 ? "connection" : "connections"}`;
  return (
    <figure>
      <div aria-hidden="true">
        <div className="relative h-6 overflow-hidden rounded-sm bg-pressed">
          {spells.map(({ key, left, width, connection }) => (
            <div
              key={key}
              className={clsx(
                "absolute inset-y-0 min-w-0.5 rounded-xs",
                connection.until === null && isOnline ? "bg-success" : "bg-accent/60",
              )}
              style={{ left: `${left}%`, width: `${width}%` }}
            />
          ))}
        </div>
        <p className="flex justify-between pt-1 text-xs text-ink-faint">
          <span>{spanName(span)} ago</span>
          <span>now</span>
        </p>
      </div>
      <figcaption className="mt-1 text-xs text-ink-muted">
        {count === 0
          ? `Not connected in the ${spanLabel(span)}.`
          : `Connected for ${Math.max(1, Math.round(connectedShare(spells)))} % of the ${spanLabel(span)}: ${many}.`}
      </figcaption>
    </figure>
  );
}
