import { clsx } from "clsx";

/** The shape of something on its way. Give it the size of what will stand there. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden="true" className={clsx("block animate-breathe rounded-sm bg-pressed", className)} />;
}
