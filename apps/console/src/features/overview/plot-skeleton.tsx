import { Skeleton } from "#ui/feedback/skeleton.tsx";

/** A plot on its way. */
export function PlotSkeleton() {
  return (
    <div>
      <output className="sr-only">Loading the plot</output>
      <Skeleton className="h-[9.375rem] w-full" />
      <Skeleton className="mt-3 h-3 w-72 max-w-full" />
    </div>
  );
}
