import { Skeleton } from "#ui/feedback/skeleton.tsx";

/** The shape of a user's page. */
export function UserSkeleton() {
  return (
    <div className="pt-6">
      <output className="sr-only">Loading the user</output>
      <div className="flex items-center gap-4">
        <Skeleton className="size-14 rounded-full" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-3 w-64 max-w-full" />
        </div>
      </div>
      <Skeleton className="mt-8 h-64 w-full" />
    </div>
  );
}
