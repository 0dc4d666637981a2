import type { RunTool } from "../run-tool.ts";

/** Who sits at the screen. */
export interface Session {
  readonly name: string;
  readonly uid: number;
  readonly desktop: "gnome" | "kde";
}

/** `loginctl show-session`: undefined where nobody is signed in at a desktop that is known here. */
export function readSession(said: string): Session | undefined {
  const values = new Map(said.split("\n").map((line) => [line.split("=", 1)[0], line.replace(/^[^=]*=/, "")]));
  const desktop = desktopOf(values.get("Desktop") ?? "");
  const [name, uid] = [values.get("Name"), Number(values.get("User"))];
  const isScreen = values.get("Class") === "user" && ["x11", "wayland"].includes(values.get("Type") ?? "");
  return isScreen && desktop && name && Number.isInteger(uid) ? { name, uid, desktop } : undefined;
}

function desktopOf(said: string): Session["desktop"] | undefined {
  if (/kde|plasma/i.test(said)) return "kde";
  return /gnome|ubuntu/i.test(said) ? "gnome" : undefined;
}

/** `true` or `false`, as both desktops' tools print it. */
export function readSwitch(said: string | undefined): boolean | undefined {
  const word = said?.trim();
  return word === "true" || word === "false" ? word === "true" : undefined;
}

/**
 * Whether the screen of who sits at it locks by itself. Asked in their session, as they themselves or as root for them:
 * elsewhere the tools answer with their defaults, which say nothing.
 */
export async function readScreenLock(run: RunTool, ownUid: number | undefined): Promise<boolean | undefined> {
  const active = (await run("loginctl", "show-seat", "seat0", "-p", "ActiveSession", "--value"))?.trim();
  if (!active) return undefined;
  const properties = ["Name", "User", "Type", "Class", "Desktop"].flatMap((name) => ["-p", name]);
  const session = readSession((await run("loginctl", "show-session", active, ...properties)) ?? "");
  if (!session || (ownUid !== 0 && ownUid !== session.uid)) return undefined;
  const folder = `/run/user/${session.uid}`;
  const inSession = ["env", `XDG_RUNTIME_DIR=${folder}`, `DBUS_SESSION_BUS_ADDRESS=unix:path=${folder}/bus`];
  const asThem = ownUid === 0 ? ["runuser", "-u", session.name, "--", ...inSession] : inSession;
  const ask = async (...tool: string[]) => {
    const [command = "", ...args] = [...asThem, ...tool];
    return readSwitch(await run(command, ...args));
  };
  if (session.desktop === "gnome") return ask("gsettings", "get", "org.gnome.desktop.screensaver", "lock-enabled");
  // Where nothing is written, Plasma locks.
  const key = ["--file", "kscreenlockerrc", "--group", "Daemon", "--key", "Autolock", "--default", "true"];
  return (await ask("kreadconfig6", ...key)) ?? (await ask("kreadconfig5", ...key));
}
