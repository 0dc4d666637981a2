import { Skeleton } from "#ui/feedback/skeleton.tsx";

/** The shape of a device's page. */
export function DeviceSkeleton() {
  return (
    <div className="pt-6">
      <output className="sr-only">Loading the device</output>
      <Skeleton className="h-3 w-16" />
      <div className="mt-4 flex items-center gap-4">
        <Skeleton className="size-8 rounded-md" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-3 w-64 max-w-full" />
        </div>
      </div>
      <div className="mt-6 grid items-start gap-4 lg:grid-cols-[minmax(0,32rem)_minmax(0,1fr)]">
        <Skeleton className="h-72 w-full" />
        <Skeleton className="h-72 w-full" />
      </div>
    </div>
  );
}
