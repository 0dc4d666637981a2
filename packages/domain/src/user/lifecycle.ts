import { conflict } from "../errors.ts";

export const userStatuses = ["pending", "active", "inactive", "deleting"] as const;
export type UserStatus = (typeof userStatuses)[number];

/** What a reader can meet: a user who is being deleted is gone for everybody but the cascade. */
export const livingStatuses = ["pending", "active", "inactive"] as const;
export type LivingStatus = (typeof livingStatuses)[number];

export const userCommands = ["accept", "deactivate", "reactivate", "delete"] as const;
export type UserCommand = (typeof userCommands)[number];

/**
 * Every legal transition: a command that leads back to the same status changes nothing, an absent one is a conflict.
 * `deleting` never occurs, because locking a user hides it.
 */
const transitions: Readonly<Record<LivingStatus, Partial<Record<UserCommand, UserStatus>>>> = {
  pending: { accept: "active", deactivate: "inactive", reactivate: "pending", delete: "deleting" },
  active: { deactivate: "inactive", reactivate: "active", delete: "deleting" },
  inactive: { deactivate: "inactive", reactivate: "active", delete: "deleting" },
};

/**
 * The status that a command leads to; the present one where the command changes nothing.
 * @throws {DomainError} CONFLICT `user_transition_refused`
 */
export function nextUserStatus(
  user: { readonly status: LivingStatus; readonly hasAccepted: boolean },
  command: UserCommand,
): UserStatus {
  const to = transitions[user.status][command];
  if (!to)
    throw conflict(
      "user_transition_refused",
      `The command "${command}" is not possible for a user who is ${user.status}.`,
    );
  return to === "active" && command === "reactivate" && !user.hasAccepted ? "pending" : to;
}

/** Whether a command would change anything: what a button shows, and nothing that a button decides. */
export function changesUser(user: { readonly status: LivingStatus }, command: UserCommand): boolean {
  const to = transitions[user.status][command];
  return to !== undefined && to !== user.status;
}
