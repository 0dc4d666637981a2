import { clsx } from "clsx";

/** The portcullis: the product's mark. Decorative beside its name. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={clsx("shrink-0", className)}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M9.5 8v13.5l1.5 2.5 1.5-2.5V8M14.5 8v13.5L16 24l1.5-2.5V8M19.5 8v13.5L21 24l1.5-2.5V8M7 11.25h18v2.25H7zM7 16.75h18V19H7z"
        className="fill-on-accent"
      />
    </svg>
  );
}
