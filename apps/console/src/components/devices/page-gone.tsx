import { ListX } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { StatePanel } from "#components/ui/state-panel.tsx";

/** The URL leads to a page that the list does not have: its devices are gone, or the link was for another list. */
export function PageGone({ onFirstPage }: { readonly onFirstPage: () => void }) {
  return (
    <StatePanel
      icon={<ListX />}
      title="This page of the list is gone"
      actions={<Button onClick={onFirstPage}>Go to the first page</Button>}
    >
      The devices on it were removed, or the link belongs to another list.
    </StatePanel>
  );
}
