import { describe, expect, it } from "vitest";
import { deactivateUser, image, listUsers, personName, updateUser } from "./user.ts";

const id = "018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f";

describe("an image", () => {
  it.each([
    "https://images.test/ada.png",
    "https://images.test",
    "https://images.test:8443/a?size=2#face",
    "https://images.test?ada",
    "https://images.test/people/ada@work.png",
    "/avatars/ada.png",
    "/",
  ])("may be %s", (value) => expect(image.parse(value)).toBe(value));

  it.each([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://images.test/1",
    "http://images.test/ada.png",
    "HTTPS://images.test/ada.png",
    "//evil.test/ada.png",
    "/\\evil.test/ada.png",
    "\\\\evil.test\\ada.png",
    "\\/evil.test",
    "https:\\\\evil.test",
    "https:/images.test/a",
    "https:images.test",
    "https://",
    "https:///images.test",
    "https://user:secret@images.test/a",
    "https://images.test@evil.test/a",
    "https://images.test\\@evil.test/a",
    "https://images test/a",
    "https://[::1/a",
    "avatars/ada.png",
    "../ada.png",
    "",
    " ",
  ])("may not be %j", (value) => expect(image.safeParse(value).success).toBe(false));

  it("ends at 2,000 characters", () => {
    expect(image.safeParse(`/${"a".repeat(1999)}`).success).toBe(true);
    expect(image.safeParse(`/${"a".repeat(2000)}`).success).toBe(false);
  });
});

describe("an update of a user", () => {
  it.each([
    [{ id }, { id }],
    [
      { id, firstName: " Ada ", lastName: "" },
      { id, firstName: "Ada", lastName: null },
    ],
    [
      { id, lastName: null, image: "" },
      { id, lastName: null, image: null },
    ],
    [
      { id, image: null },
      { id, image: null },
    ],
  ])("reads %j as %j", (input, output) => expect(updateUser.parse(input)).toEqual(output));

  it.each(["email", "status", "isOwner", "maxDevices", "roles", "tenantId", "generation", "constructor"])(
    "refuses to change %s",
    (key) => expect(updateUser.safeParse({ id, [key]: "x" }).success).toBe(false),
  );
});

it.each([
  ["Ada", "Ada"],
  ["", null],
  [null, null],
  ["a".repeat(100), "a".repeat(100)],
])("takes %j as a name for %j", (input, output) => expect(personName.parse(input)).toBe(output));

it.each([undefined, 5, " ", "a\u0000b", "a".repeat(101)])("refuses %j as a name", (input) =>
  expect(personName.safeParse(input).success).toBe(false),
);

it("bounds the reason of a deactivation, and lets it be left out", () => {
  expect(deactivateUser.parse({ id })).toEqual({ id });
  expect(deactivateUser.parse({ id, reason: "" })).toEqual({ id, reason: null });
  expect(deactivateUser.safeParse({ id, reason: "a".repeat(500) }).success).toBe(true);
  expect(deactivateUser.safeParse({ id, reason: "a".repeat(501) }).success).toBe(false);
});

it("lists by name, first to last, fifty at a time, where nothing else is asked", () => {
  expect(listUsers.parse({})).toEqual({ sort: "name", direction: "asc", limit: 50 });
});

it.each([
  { status: ["deleting"] },
  { sort: "passwordHash" },
  { direction: "up" },
  { roleId: "1" },
  { presence: "away" },
  { status: ["active", "inactive", "pending", "active"] },
  { tenantId: id },
])("refuses the list %j", (input) => expect(listUsers.safeParse(input).success).toBe(false));
