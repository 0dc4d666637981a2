"use client";

import type { Overview } from "@portcullis/domain/overview";
import { CircleCheck } from "lucide-react";
import { Panel } from "#ui/panel.tsx";
import { attentionLines } from "./attention-lines.tsx";
import { AttentionSection } from "./attention-section.tsx";

/** What somebody should look at, the most urgent first. */
export function AttentionPanel({ attention }: { readonly attention: Overview["attention"] }) {
  const sections = attentionLines(attention).filter(({ total }) => total.count > 0);
  return (
    <Panel title="Needs attention" flush>
      {sections.length === 0 ? (
        <p className="flex items-center gap-2 px-4 py-5 text-sm text-ink-muted">
          <CircleCheck aria-hidden="true" className="size-4 text-success" />
          Nothing at the moment.
        </p>
      ) : (
        <div className="divide-y divide-line">
          {sections.map((section) => (
            <AttentionSection key={section.title} {...section} />
          ))}
        </div>
      )}
    </Panel>
  );
}
