import { deviceName } from "@portcullis/domain/device/device";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { configFileName, configText } from "./config-text.ts";

const t = translator();

const details = {
  privateKey: "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
  addresses: ["100.64.0.7/32"],
  routes: ["100.64.0.0/16"],
  gateway: { endpoint: "vpn.example.com:51820", publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" },
};

it("is what wg-quick reads", () =>
  expect(configText(t, details)).toBe(`[Interface]
PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=
Address = 100.64.0.7/32

[Peer]
PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
AllowedIPs = 100.64.0.0/16
Endpoint = vpn.example.com:51820
PersistentKeepalive = 25
`));

it("names every address of the device", () =>
  expect(configText(t, { ...details, addresses: ["100.64.0.7/32", "fd00::7/128"] })).toContain(
    "\nAddress = 100.64.0.7/32, fd00::7/128\n",
  ));

it("routes IPv6 where the device has such an address", () =>
  expect(configText(t, { ...details, routes: ["100.64.0.0/16", "fd00::/64"] })).toContain(
    "\nAllowedIPs = 100.64.0.0/16, fd00::/64\n",
  ));

it("says that there is no address instead of leaving it empty", () => {
  const text = configText(t, { ...details, addresses: [] });
  expect(text).toMatch(/^# Address is missing/m);
  expect(text).not.toMatch(/^Address/m);
});

it("says that the key is elsewhere instead of making one up", () => {
  const text = configText(t, { ...details, privateKey: undefined });
  expect(text).toContain("\n# PrivateKey = the one kept on the device\n");
  expect(text).not.toMatch(/^PrivateKey/m);
});

it("says that there is no gateway instead of naming a peer that leads nowhere", () => {
  const text = configText(t, { ...details, gateway: undefined });
  expect(text).toMatch(/^# \[Peer\] is missing/m);
  expect(text).not.toMatch(/^\[Peer\]/m);
});

it.each([
  ["laptop", "laptop.conf"],
  ["build_farm=1+2.a-b", "build_farm=1+2.conf"],
  ["Ada’s laptop", "Ada-s-laptop.conf"],
  ["Zoë’s Téléphone", "Zoe-s-Telephone.conf"],
  ["exactly-fifteen", "exactly-fifteen.conf"],
  ["fourteen-long and more", "fourteen-long-a.conf"],
  ["fourteen-chars and more", "fourteen-chars.conf"],
  ["../../etc/passwd", "etc-passwd.conf"],
  ["-x", "x.conf"],
  [".hidden", "hidden.conf"],
  ["..", "portcullis.conf"],
  ["電話", "portcullis.conf"],
  ["📱 phone", "phone.conf"],
])("makes of %s %s", (name, file) => {
  expect(deviceName.parse(name)).toBe(name);
  expect(configFileName(name)).toBe(file);
  // The pattern of wireguard-tools, `wg-quick/linux.bash`.
  expect(file).toMatch(/^[a-zA-Z0-9_=+.-]{1,15}\.conf$/);
});
