import { displayName } from "@portcullis/domain/user/display-name";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { CascadeStream } from "#components/cascade/cascade-stream.tsx";
import { SwitchedOffBanner } from "#components/devices/switched-off-banner.tsx";
import { OwnershipBanner } from "#components/settings/ownership-banner.tsx";
import { PausedBanner } from "#components/settings/paused-banner.tsx";
import { DatabaseBanner } from "#components/shell/database-banner.tsx";
import { FreshMe } from "#components/shell/fresh-me.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, queryClient } from "#server/trpc.tsx";
import { ApiProvider } from "#trpc/provider.tsx";

/** The frame of every page behind the sign-in. Layouts outlive navigation, so each page asks for the session again. */
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
