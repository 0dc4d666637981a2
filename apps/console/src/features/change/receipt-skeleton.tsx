import { Skeleton } from "#ui/feedback/skeleton.tsx";

/** The shape of a receipt. */
export function ReceiptSkeleton() {
  return (
    <div className="pt-6">
      <output className="sr-only">Loading the receipt</output>
      <Skeleton className="h-6 w-80 max-w-full" />
      <div className="mt-6 grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
      </div>
    </div>
  );
}
