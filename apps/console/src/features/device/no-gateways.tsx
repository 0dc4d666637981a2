"use client";

import { ExternalLink } from "lucide-react";
import { useMe } from "#features/account/use-me.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { PageLink } from "#ui/page-link.tsx";

/** There is nobody to connect to yet. The link leaves this page open: the file on it is shown only once. */
export function NoGateways() {
  const mayRead = useMe().permissions.includes("gateway:read");
  return (
    <Callout tone="warning">
      There is no gateway to connect to yet, so the file lacks its [Peer] part. Once one has reported, that part stands
      under Configuration in the device’s menu.
      {mayRead && (
        <>
          {" "}
          <PageLink href="/settings/gateways" target="_blank" className="inline-flex items-baseline gap-1 underline">
            Gateways
            <ExternalLink aria-label="(opens in a new tab)" className="size-3 self-center" />
          </PageLink>
        </>
      )}
    </Callout>
  );
}
