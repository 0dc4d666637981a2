import type { AuthOptions } from "next-auth";

/**
 * The options for one request, and whether its sign-out failed. next-auth swallows what an event throws and takes the
 * cookie away all the same: the person would believe a session ended that lives on for whoever else holds it.
 */
export function watchSignOut(options: AuthOptions): { readonly options: AuthOptions; hasFailed(): boolean } {
  let failed = false;
  const signOut: NonNullable<AuthOptions["events"]>["signOut"] = async (message) => {
    try {
      await options.events?.signOut?.(message);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  return { options: { ...options, events: { ...options.events, signOut } }, hasFailed: () => failed };
}
