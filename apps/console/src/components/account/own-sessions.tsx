"use client";

import { useMe } from "#components/use-me.ts";
import { SessionsOf } from "#components/user/sessions-of.tsx";
import { SignOutEverywhere } from "./sign-out-everywhere.tsx";

/** Where one is signed in oneself. */
export function OwnSessions() {
  return <SessionsOf person={useMe()} isOwn actions={<SignOutEverywhere />} />;
}
