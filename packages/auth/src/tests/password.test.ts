import { expect, it } from "vitest";
import { hashPassword, verifyPassword } from "../password.ts";

it("hashes with the parameters that OWASP asks for", async () => {
  expect(await hashPassword("secret")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

it("knows the password again, however its characters were composed", async () => {
  const stored = await hashPassword("pa\u00dfwo\u0308rter");
  expect(await verifyPassword(stored, "pa\u00dfw\u00f6rter")).toBe(true);
  expect(await verifyPassword(stored, "pa\u00dfworter")).toBe(false);
});

it("is never right where there is no password", async () => {
  expect(await verifyPassword(null, "")).toBe(false);
  expect(await verifyPassword(undefined, "secret")).toBe(false);
});
