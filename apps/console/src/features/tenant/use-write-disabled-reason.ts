import { useMe } from "#features/account/use-me.ts";

/** Why whoever is signed in cannot change the settings; undefined where they can. */
export function useWriteDisabledReason(): string | undefined {
  return useMe().permissions.includes("tenant:write") ? undefined : "You need the permission tenant:write.";
}
