import { Skeleton } from "#ui/feedback/skeleton.tsx";

/** The matrix on its way. */
export function RolesSkeleton() {
  return (
    <div aria-hidden="true" className="grid gap-4 rounded-lg border border-line bg-surface p-4">
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className="flex items-center gap-8">
          <Skeleton className="h-3 w-44" />
          <Skeleton className="h-3 w-4" />
          <Skeleton className="h-3 w-4" />
          <Skeleton className="h-3 w-4" />
        </div>
      ))}
    </div>
  );
}
