import { describe, expect, it } from "vitest";
import { readScreenLock, readSession, readSwitch } from "./screen-lock.ts";

const gnome = "Name=ada\nUser=1000\nType=wayland\nClass=user\nDesktop=ubuntu\n";

describe("who sits at the screen", () => {
  it.each([
    [gnome, { name: "ada", uid: 1000, desktop: "gnome" }],
    [gnome.replace("ubuntu", "KDE").replace("wayland", "x11"), { name: "ada", uid: 1000, desktop: "kde" }],
    [gnome.replace("ubuntu", "sway"), undefined],
    [gnome.replace("wayland", "tty"), undefined],
    ["Name=gdm\nUser=120\nType=wayland\nClass=greeter\nDesktop=GNOME\n", undefined],
    ["", undefined],
  ])("is read from loginctl: %#", (said, session) => expect(readSession(said)).toEqual(session));
});

it("takes true and false, and nothing else", () => {
  expect([readSwitch("true\n"), readSwitch("false\n"), readSwitch("No such schema"), readSwitch(undefined)]).toEqual([
    true,
    false,
    undefined,
    undefined,
  ]);
});

describe("the lock", () => {
  /** A machine where somebody sits at GNOME and has switched the lock off; and what was run on it. */
  function aMachine(session = gnome) {
    const ran: string[] = [];
    const run = (...words: string[]) => {
      const line = words.join(" ");
      ran.push(line);
      if (line.includes("show-seat")) return Promise.resolve("2\n");
      if (line.includes("show-session 2")) return Promise.resolve(session);
      return Promise.resolve(/gsettings|kreadconfig6/.test(line) ? "false\n" : undefined);
    };
    return { run, ran };
  }

  it("is asked by root as the one who sits there, in their session", async () => {
    const { run, ran } = aMachine();
    expect(await readScreenLock(run, 0)).toBe(false);
    expect(ran.at(-1)).toBe(
      "runuser -u ada -- env XDG_RUNTIME_DIR=/run/user/1000 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus gsettings get org.gnome.desktop.screensaver lock-enabled",
    );
  });

  it("is asked by themselves without another's hand, of Plasma as of GNOME", async () => {
    const { run, ran } = aMachine(gnome.replace("ubuntu", "plasma"));
    expect(await readScreenLock(run, 1000)).toBe(false);
    expect(ran.at(-1)).toMatch(/^env .* kreadconfig6 .*--key Autolock/);
  });

  it("cannot be told of somebody else's session, nor where nobody sits", async () => {
    expect(await readScreenLock(aMachine().run, 1001)).toBeUndefined();
    expect(await readScreenLock(() => Promise.resolve(""), 0)).toBeUndefined();
    expect(await readScreenLock(() => Promise.resolve(undefined), 0)).toBeUndefined();
  });
});
