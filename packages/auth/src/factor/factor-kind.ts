/** The kind of what a session was confirmed with, for the audit log: a passkey is remembered by its id. */
export function factorKind(confirmedWith: string): "password" | "totp" | "recovery" | "passkey" {
  if (confirmedWith === "password" || confirmedWith === "totp" || confirmedWith === "recovery") return confirmedWith;
  return "passkey";
}
