import { createReadStream, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bytesOf } from "../testing/collect.ts";
import { openPeopleFile } from "./open-people-file.ts";
import { openDump } from "./parse-dump.ts";

/** Written after the documentation of each product; the people and keys are nobody's. */
const path = (name: string) => new URL(`fixtures/foreign/${name}`, import.meta.url);

/** What is refused is told what to bring instead. */
const ownKeys = "let them add their devices here";
const dump = "wg show <interface> dump";
const refused = [
  ["netbird-peers.json", "a NetBird peer list", ownKeys],
  ["netbird-peers.csv", "a NetBird peer list", ownKeys],
  ["headscale-nodes.json", "a Headscale node list", ownKeys],
  ["tailscale-devices.json", "a Tailscale device list", ownKeys],
  ["firezone-clients.json", "a list of Firezone", ownKeys],
  ["cloudconnexa-devices.json", "a CloudConnexa export", ownKeys],
  ["wg-easy-wg0.json", "wg-easy's wg0.json", dump],
  ["wg-portal-peers.json", "an export of WireGuard Portal", dump],
  ["pfsense-config.xml", "a pfSense configuration", dump],
  ["opnsense-config.xml", "an OPNsense configuration", dump],
  ["wg0.conf", "a WireGuard configuration", dump],
] as const;

it.each(refused)("says of %s that it is %s, and repeats nothing of it", async (name, product, advice) => {
  const text = readFileSync(path(name), "utf8");
  const refusal = await openDump(bytesOf(text)).then(() => "taken", String);
  expect(refusal).toContain(`This is ${product}`);
  expect(refusal).toContain(advice);
  for (const [key] of text.matchAll(/[A-Za-z0-9+/]{43}=|[0-9a-f]{64}/g)) expect(refusal).not.toContain(key);
});

it.each(refused.map(([name]) => name))("does not take %s for people either", async (name) => {
  await expect(openPeopleFile(createReadStream(path(name)))).rejects.toMatchObject({ reason: "input_invalid" });
});

it("says of a dump where it belongs", async () => {
  const file = createReadStream(new URL("fixtures/wg-show-dump.txt", import.meta.url));
  await expect(openPeopleFile(file)).rejects.toThrow("Import it with tenant:import-devices");
});

it.each([
  [
    "okta-users.csv",
    ["ada on [Research]", "bo off [Research]", "cleo on []", "dan off []", "eve on []"],
    ["User Id", "Username", "Login", "Last login", "Password changed"],
  ],
  [
    "jumpcloud-users.csv",
    ["ada on [Research]", "bo off [Research]", "cleo on []"],
    ["username", "activated", "account_locked", "mfa", "password_never_expires"],
  ],
  [
    "tailscale-users.csv",
    ["ada on []", "bo off []", "4 Login name: Not an e-mail address."],
    ["User ID", "Role", "Created", "Last seen", "Device count"],
  ],
  ["cloudconnexa-users.csv", ["ada on [Default]", "bo off [Default]"], ["Username"]],
])("takes %s, with who is disabled", async (name, people, unread) => {
  const file = await openPeopleFile(createReadStream(path(name)));
  const read: string[] = [];
  for await (const { line, person, refusal } of file.lines) {
    read.push(
      person
        ? `${person.email.replace("@northwind.test", "")} ${person.enabled ? "on" : "off"} [${person.groups.join()}]`
        : `${line} ${refusal.field}: ${refusal.why}`,
    );
  }
  expect(read).toEqual(people);
  expect(file.unreadColumns).toEqual(unread);
  expect(file.statusColumns).not.toEqual([]);
});
