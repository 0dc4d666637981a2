import { Skeleton } from "#ui/feedback/skeleton.tsx";

/** The shape of the overview. */
export function OverviewSkeleton() {
  return (
    <div>
      <output className="sr-only">Loading the overview</output>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 sm:gap-3 xl:grid-cols-6">
        {Array.from({ length: 6 }, (_, at) => (
          <Skeleton key={at} className="h-[4.625rem] rounded-lg" />
        ))}
      </div>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-56 w-full rounded-lg" />
        <Skeleton className="h-96 w-full rounded-lg" />
      </div>
    </div>
  );
}
