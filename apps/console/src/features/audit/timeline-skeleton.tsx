import { Skeleton } from "#ui/feedback/skeleton.tsx";

/** A audit log on its way. */
export function TimelineSkeleton() {
  return (
    <div>
      <output className="sr-only">Loading the activity</output>
      <Skeleton className="mb-2 h-3 w-20" />
      <ul aria-hidden="true" className="divide-y divide-line rounded-lg border border-line bg-surface">
        {Array.from({ length: 8 }, (_, at) => (
          <li key={at} className="flex items-center gap-3 px-3 py-2.5 sm:px-4">
            <Skeleton className="size-7 shrink-0 rounded-full" />
            <Skeleton className="h-3 w-72 max-w-[60%]" />
            <Skeleton className="ml-auto h-3 w-10" />
          </li>
        ))}
      </ul>
    </div>
  );
}
