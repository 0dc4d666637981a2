import type { Permission } from "@portcullis/domain/permission";

/**
 * What a procedure needs before it is entered. `own`: everybody signed in may do it to what is their own; the use-case
 * asks for the permission `others`, or one of them, once it knows whose it is. `anybody`: without signing in; the secret
 * in the input is what lets them. `gateway`: the agent of a gateway, by its token, and nobody else. `device`: the same for a device.
 */
export type AccessRule =
  | { readonly permission: Permission; readonly confirmed?: true }
  | { readonly own: true; readonly others: Permission | readonly Permission[] }
  | {
      readonly signedIn: true;
      /** Only for the owner of the tenant. */
      readonly owner?: true;
      /** Only soon after a proof of who one is: a stolen cookie is not enough. */
      readonly confirmed?: true;
      /** Also for whom the tenant's policy asks for a second factor that they do not have yet. */
      readonly whileEnrolling?: true;
    }
  | { readonly gateway: true }
  | { readonly device: true }
  | { readonly anybody: true };

/** Every procedure of `appRouter` by its path. A path without a row is refused, and a test fails. */
export const permissionTable: Readonly<Record<string, AccessRule>> = {
  "access.explain": { own: true, others: ["user:read", "device:read"] },
  "account.me": { signedIn: true, whileEnrolling: true },
  "account.update": { signedIn: true },
  "account.setImage": { signedIn: true },
  "account.removeImage": { signedIn: true },
  "account.changePassword": { signedIn: true, whileEnrolling: true },
  "account.signOutEverywhere": { signedIn: true, whileEnrolling: true },
  "account.security": { signedIn: true, whileEnrolling: true },
  "account.confirm": { signedIn: true, whileEnrolling: true },
  "account.beginTotp": { signedIn: true, confirmed: true, whileEnrolling: true },
  "account.confirmTotp": { signedIn: true, confirmed: true, whileEnrolling: true },
  "account.removeTotp": { signedIn: true, confirmed: true },
  "account.renewRecoveryCodes": { signedIn: true, confirmed: true },
  "account.passkeyOptions": { signedIn: true, confirmed: true, whileEnrolling: true },
  "account.addPasskey": { signedIn: true, confirmed: true, whileEnrolling: true },
  "account.renamePasskey": { signedIn: true },
  "account.removePasskey": { signedIn: true, confirmed: true },
  "agent.peers": { gateway: true },
  "agent.report": { gateway: true },
  "audit.list": { permission: "audit:read" },
  "audit.seal": { permission: "audit:read" },
  "cascade.get": { permission: "user:read" },
  "cascade.list": { permission: "user:read" },
  "cascade.unconfirmed": { permission: "user:read" },
  "cascade.devices": { permission: "user:read" },
  "cascade.made": { permission: "user:read" },
  "cascade.seal": { permission: "user:read" },
  "cascade.retry": { permission: "user:deactivate" },
  "cascade.watch": { permission: "user:read" },
  "device.list": { own: true, others: "device:read" },
  "device.get": { own: true, others: "device:read" },
  "device.cutOff": { own: true, others: "device:read" },
  "device.connection": { own: true, others: ["device:read", "device:write"] },
  "device.history": { own: true, others: "device:read" },
  "device.register": { own: true, others: "device:write" },
  "device.rename": { own: true, others: "device:write" },
  "device.remove": { own: true, others: "device:write" },
  "device.makePostureToken": { own: true, others: "device:write" },
  "device.dropPostureToken": { own: true, others: "device:write" },
  "device.reportPosture": { device: true },
  "device.approve": { permission: "device:write" },
  "device.rotateKey": { own: true, others: "device:write" },
  "device.handOver": { permission: "device:write" },
  "device.deactivate": { permission: "device:deactivate" },
  // One's own alone: whoever may switch off those of others needs no other word for it.
  "device.reportLost": { signedIn: true },
  "device.reactivate": { own: true, others: "device:deactivate" },
  "gateway.list": { permission: "gateway:read" },
  "gateway.create": { permission: "gateway:write", confirmed: true },
  "gateway.update": { permission: "gateway:write" },
  "gateway.rotate": { permission: "gateway:write", confirmed: true },
  "gateway.remove": { permission: "gateway:write", confirmed: true },
  "gateway.connections": { permission: "device:read" },
  "gateway.close": { permission: "gateway:write", confirmed: true },
  "gateway.open": { permission: "gateway:write", confirmed: true },
  "gateway.settle": { permission: "gateway:write", confirmed: true },
  "group.list": { permission: "group:read" },
  "group.get": { permission: "group:read" },
  "group.impact": { permission: "group:read" },
  "group.create": { permission: "group:write" },
  "group.update": { permission: "group:write" },
  "group.delete": { permission: "group:write" },
  "group.addMembers": { permission: "group:write" },
  "group.removeMembers": { permission: "group:write" },
  "overview.get": { permission: "user:read" },
  "overview.connections": { permission: "device:read" },
  "passwordReset.request": { anybody: true },
  "passwordReset.inspect": { anybody: true },
  "passwordReset.complete": { anybody: true },
  "invitation.inspect": { anybody: true },
  "invitation.accept": { anybody: true },
  "invitation.sending": { permission: "user:invite" },
  "invitation.stopSending": { permission: "user:invite" },
  "role.list": { permission: "role:read" },
  "role.get": { permission: "role:read" },
  "role.create": { permission: "role:write" },
  "role.update": { permission: "role:write" },
  "role.delete": { permission: "role:write" },
  "session.list": { own: true, others: "session:read" },
  "session.revoke": { own: true, others: "session:revoke" },
  "session.revokeAll": { own: true, others: "session:revoke" },
  "signIn.challenge": { anybody: true },
  "tenant.get": { permission: "tenant:read" },
  "tenant.update": { permission: "tenant:write", confirmed: true },
  "tenant.posture": { permission: "tenant:read" },
  "tenant.postureImpact": { permission: "tenant:read" },
  "tenant.updatePosture": { permission: "tenant:write", confirmed: true },
  "tenant.offerOwnership": { signedIn: true, owner: true, confirmed: true },
  // The owner takes it back, the one offered declines: the use-case knows who that is.
  "tenant.cancelOffer": { signedIn: true },
  "tenant.acceptOwnership": { signedIn: true, confirmed: true },
  "tenant.release": { signedIn: true, owner: true, confirmed: true },
  "user.list": { permission: "user:read" },
  "user.get": { permission: "user:read" },
  "user.lookup": { permission: "user:read" },
  "user.impact": { permission: "user:read" },
  "user.update": { permission: "user:write" },
  "user.setGroups": { permission: "group:write" },
  "user.setMaxDevices": { permission: "user:write" },
  "user.resetPassword": { permission: "user:write", confirmed: true },
  "user.setRoles": { permission: "role:assign" },
  "user.invite": { permission: "user:invite" },
  "user.resendInvitation": { permission: "user:invite" },
  "user.revokeInvitation": { permission: "user:invite" },
  "user.deactivate": { permission: "user:deactivate" },
  "user.reactivate": { permission: "user:deactivate" },
  "user.resetFactors": { permission: "user:write", confirmed: true },
  "user.delete": { permission: "user:delete" },
};
