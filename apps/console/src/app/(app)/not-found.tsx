import { MapPinOff } from "lucide-react";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ButtonLink } from "#ui/page-link.tsx";

export default function NotFound() {
  return (
    <StatePanel
      heading="h1"
      icon={<MapPinOff />}
      title="There is nothing at this address"
      actions={<ButtonLink href="/">Go to the start page</ButtonLink>}
    >
      It may have been deleted, or it is not yours to see.
    </StatePanel>
  );
}
