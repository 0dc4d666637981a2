"use client";

import { useLinkToken } from "#features/invitation/use-link-token.ts";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { AskForLink } from "./ask-for-link.tsx";
import { OpenLink } from "./open-link.tsx";

/** With a link: choose a new password. Without: ask for one. */
export function PasswordResetView({ mailIsOn }: { readonly mailIsOn: boolean }) {
  const token = useLinkToken();
  if (token === null) return <Skeleton className="mt-4 h-40 w-full" />;
  return token === "" ? <AskForLink mailIsOn={mailIsOn} /> : <OpenLink key={token} token={token} />;
}
