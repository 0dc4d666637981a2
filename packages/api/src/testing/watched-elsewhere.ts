/**
 * Mutations whose events are watched in tests of their own (account, change-password, profile-image, password-reset,
 * reset-password, second-factor, confirm): they end sessions, leave an event with each call, or come after the reply.
 */
export const watchedElsewhere: readonly string[] = [
  "account.addPasskey",
  "account.beginTotp",
  "account.changePassword",
  "account.confirm",
  "account.confirmTotp",
  "account.passkeyOptions",
  "account.removeImage",
  "account.removePasskey",
  "account.removeTotp",
  "account.renamePasskey",
  "account.renewRecoveryCodes",
  "account.setImage",
  "account.signOutEverywhere",
  "account.update",
  "invitation.inspect",
  "passwordReset.complete",
  "passwordReset.inspect",
  "passwordReset.request",
  "signIn.challenge",
  "user.resetPassword",
];
