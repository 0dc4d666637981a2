"use client";

import { SessionsOf } from "#features/session/sessions-of.tsx";
import { SignOutEverywhere } from "./sign-out-everywhere.tsx";
import { useMe } from "./use-me.ts";

/** Where one is signed in oneself. */
export function OwnSessions() {
  return <SessionsOf person={useMe()} isOwn actions={<SignOutEverywhere />} />;
}
