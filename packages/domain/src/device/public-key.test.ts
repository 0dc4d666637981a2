import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { publicKey } from "./public-key.ts";

const real = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

it("accepts what wg prints", () => expect(publicKey.parse(real)).toBe(real));

it("accepts every Curve25519 key, in the one spelling that encodes 32 bytes", () => {
  for (let n = 0; n < 50; n++) {
    const { x = "" } = generateKeyPairSync("x25519").publicKey.export({ format: "jwk" });
    const key = Buffer.from(x, "base64url").toString("base64");
    expect(publicKey.parse(key)).toBe(key);
  }
});

it.each([
  ["nothing", ""],
  ["a key of zeros", `${"A".repeat(43)}=`],
  ["31 bytes", Buffer.alloc(31, 7).toString("base64")],
  ["33 bytes", Buffer.alloc(33, 7).toString("base64")],
  ["no padding", real.slice(0, -1)],
  ["two paddings", `${real.slice(0, -2)}==`],
  ["the URL's alphabet", `${real.slice(0, 5)}-_${real.slice(7)}`],
  ["another spelling of the same bytes", `${real.slice(0, 42)}h=`],
  ["a space before it", ` ${real}`],
  ["a line feed after it", `${real}\n`],
  ["hexadecimal", "c5".repeat(32)],
  ["a name", "my laptop"],
])("refuses %s", (_, value) => expect(publicKey.safeParse(value).success).toBe(false));

it("knows that the other spelling would decode to the same key", () => {
  expect(Buffer.from(`${real.slice(0, 42)}h=`, "base64")).toEqual(Buffer.from(real, "base64"));
});
