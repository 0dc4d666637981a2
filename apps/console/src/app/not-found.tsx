import { MapPinOff } from "lucide-react";
import type { Metadata } from "next";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ButtonLink } from "#ui/page-link.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <StatePanel
        heading="h1"
        icon={<MapPinOff />}
        title="There is nothing at this address"
        actions={<ButtonLink href="/">Go to the start page</ButtonLink>}
      >
        It may have been removed, or the link is incomplete.
      </StatePanel>
    </main>
  );
}
