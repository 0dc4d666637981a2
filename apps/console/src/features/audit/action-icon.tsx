import type { AuditAction } from "@portcullis/domain/audit-action";
import { clsx } from "clsx";
import { actionIcons, type IconTone } from "./action-icons.ts";

const tones: Readonly<Record<IconTone, string>> = {
  quiet: "bg-hover text-ink-muted",
  good: "bg-success-soft text-success-ink",
  bad: "bg-danger-soft text-danger-ink",
};

/** A picture beside a sentence that says the same. */
export function ActionIcon({ action }: { readonly action: AuditAction }) {
  const [Icon, tone] = actionIcons[action];
  return (
    <span aria-hidden="true" className={clsx("grid size-7 shrink-0 place-items-center rounded-full", tones[tone])}>
      <Icon className="size-3.5" />
    </span>
  );
}
