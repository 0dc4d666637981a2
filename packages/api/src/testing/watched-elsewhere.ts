/**
 * Mutations whose events are watched in tests of their own (account, change-password, profile-image, password-reset,
 * reset-password): they end sessions, leave an event with each call, or come after the reply.
 */
export const watchedElsewhere: readonly string[] = [
  "account.changePassword",
  "account.removeImage",
  "account.setImage",
  "account.signOutEverywhere",
  "account.update",
  "invitation.inspect",
  "passwordReset.complete",
  "passwordReset.inspect",
  "passwordReset.request",
  "user.resetPassword",
];
