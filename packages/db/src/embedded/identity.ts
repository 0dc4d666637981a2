/** Whom the server runs as. `undefined`: the user who starts it. */
export type ServerIdentity = { readonly uid: number; readonly gid: number } | undefined;

/** PostgreSQL refuses to run as root; `nobody` has this id on Debian, Fedora and their kin. */
const nobody = { uid: 65_534, gid: 65_534 };

export function serverIdentity(): ServerIdentity {
  return process.geteuid?.() === 0 ? nobody : undefined;
}
