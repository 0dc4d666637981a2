import { Badge, type BadgeTone } from "./badge.tsx";

/** The first few names, then "+n" whose names a screen reader hears and a pointer sees. */
export function BadgeList(props: { names: readonly string[]; max?: number; tone?: BadgeTone; none?: string }) {
  const { names, max = 2, tone = "neutral", none = "None" } = props;
  if (names.length === 0) return <span className="text-ink-faint">{none}</span>;
  const shown = names.length === max + 1 ? names : names.slice(0, max);
  const rest = names.slice(shown.length);
  return (
    <span className="flex flex-wrap gap-1">
      {shown.map((name) => (
        <Badge key={name} tone={tone}>
          {name}
        </Badge>
      ))}
      {rest.length > 0 && (
        <span title={rest.join(", ")} className="inline-flex h-5 items-center text-xs text-ink-muted tabular-nums">
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">and {rest.join(", ")}</span>
        </span>
      )}
    </span>
  );
}
