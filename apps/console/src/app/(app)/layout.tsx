import { displayName } from "@portcullis/domain/user/display-name";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { CascadeStream } from "#features/change/cascade-stream.tsx";
import { SwitchedOffBanner } from "#features/device/switched-off-banner.tsx";
import { OwnershipBanner } from "#features/tenant/ownership-banner.tsx";
import { PausedBanner } from "#features/tenant/paused-banner.tsx";
import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, queryClient } from "#server/trpc.tsx";
import { DatabaseBanner } from "#shell/database-banner.tsx";
import { FreshMe } from "#shell/fresh-me.tsx";
import { Shell } from "#shell/shell.tsx";
import { ApiProvider } from "#trpc/provider.tsx";

/** The shell of all signed-in pages. Next renders it once, so each page checks the session by itself. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const [trpc, principal] = await Promise.all([api(), requirePrincipal()]);
  const me = await queryClient().fetchQuery(trpc.account.me.queryOptions());
  return (
    <NuqsAdapter>
      <ApiProvider>
        <Hydrate>
          <CascadeStream enabled={me.permissions.includes("user:read") && !principal.mustEnrol} />
          <FreshMe />
          <Shell tenant={me.tenant} person={{ name: displayName(me), email: me.email, image: me.image }}>
            <DatabaseBanner />
            <PausedBanner />
            <OwnershipBanner />
            <SwitchedOffBanner />
            {children}
          </Shell>
        </Hydrate>
      </ApiProvider>
    </NuqsAdapter>
  );
}
