import { SearchX } from "lucide-react";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/feedback/empty-state.tsx";

/** There are devices, but none that search and filters leave. */
export function NoDeviceMatches({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No device matches"
      actions={<Button onClick={onClear}>Clear search and filters</Button>}
    >
      Try fewer letters or another filter.
    </EmptyState>
  );
}
