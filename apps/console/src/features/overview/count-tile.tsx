import type { Total } from "@portcullis/domain/page";
import { clsx } from "clsx";
import { PageLink } from "#ui/page-link.tsx";
import { totalText } from "./total-text.ts";

export interface CountTileProps {
  readonly label: string;
  readonly href: string;
  /** Null where it is not known any more. */
  readonly total: Total | null;
  /** Behind the number: "of 600". */
  readonly note?: string | undefined;
  /** How it looks when there are any. */
  readonly tone?: "warning" | "danger" | undefined;
}

const tones = { warning: "text-warning-ink", danger: "text-danger-ink" } as const;

/** A count that leads to what is counted. */
export function CountTile({ label, href, total, note, tone }: CountTileProps) {
  return (
    <li className="min-w-0">
      <PageLink
        href={href}
        className="flex h-full flex-col justify-between gap-1 rounded-lg border border-line bg-surface px-4 py-3 hover:bg-hover"
      >
        <span className="text-xs text-ink-muted">{label}</span>
        <span className="flex flex-wrap items-baseline gap-x-1.5">
          <span className={clsx("text-xl font-semibold tabular-nums", tone && total?.count && tones[tone])}>
            {total ? totalText(total) : "–"}
          </span>
          {note !== undefined && <span className="text-xs text-ink-muted tabular-nums">{note}</span>}
        </span>
      </PageLink>
    </li>
  );
}
