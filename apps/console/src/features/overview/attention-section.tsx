import type { Total } from "@portcullis/domain/page";
import type { ReactNode } from "react";
import { PageLink } from "#ui/page-link.tsx";
import { Status } from "#ui/status.tsx";
import { totalText } from "./total-text.ts";

interface AttentionLine {
  readonly key: string;
  readonly href: string;
  readonly name: string;
  readonly note: ReactNode;
}

export interface AttentionSectionProps {
  readonly title: string;
  readonly tone: "warning" | "danger";
  readonly total: Total;
  readonly lines: readonly AttentionLine[];
  /** Where all of them are listed, where that is a place. */
  readonly all?: string | undefined;
}

/** One kind of what needs attention: how many, and the first of them. */
export function AttentionSection({ title, tone, total, lines, all }: AttentionSectionProps) {
  const isAll = lines.length === total.count;
  return (
    <section className="px-4 py-2.5">
      <h3 className="flex items-center justify-between gap-3 text-xs font-medium">
        <Status tone={tone}>
          {title} <span className="font-normal text-ink-muted tabular-nums">{totalText(total)}</span>
        </Status>
        {!isAll && all !== undefined && (
          <PageLink href={all} className="text-accent-ink hover:underline">
            Show all
          </PageLink>
        )}
      </h3>
      <ul className="mt-1">
        {lines.map(({ key, href, name, note }) => (
          <li key={key} className="flex min-h-6 flex-wrap items-baseline justify-between gap-x-4 pl-4 text-sm">
            <PageLink href={href} className="min-w-0 truncate underline-offset-2 hover:underline">
              {name}
            </PageLink>
            <span className="text-xs text-ink-muted">{note}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
