import { ListX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#ui/button.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";

/** The URL leads to a page that the list does not have. The children say what may have happened to it. */
export function PageGone({
  children,
  onFirstPage,
}: {
  readonly children: ReactNode;
  readonly onFirstPage: () => void;
}) {
  return (
    <StatePanel
      icon={<ListX />}
      title="This page of the list is gone"
      actions={<Button onClick={onFirstPage}>Go to the first page</Button>}
    >
      {children}
    </StatePanel>
  );
}
