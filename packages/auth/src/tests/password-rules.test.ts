import { expect, it } from "vitest";
import { assertAcceptablePassword } from "../password-rules.ts";

const about = ["ada.lovelace@analytical.example", "Ada", "Lovelace", "analytical-engines"];

/** The sentence that refuses it, or undefined. */
function refusal(password: string): string | undefined {
  try {
    assertAcceptablePassword(password, { about });
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: "BAD_REQUEST", reason: "password_refused", field: "password" });
    return error instanceof Error ? error.message : "";
  }
}

it.each([
  "correct horse battery staple",
  "fifteen letters",
  "               x",
  "ÄÖÜ äöü ÄÖÜ äöß",
  "密码密碼パスワード비밀번호пароль",
  "tr0ub4dor&3 is not the point",
  "portcullis opens at dawn",
  "ada counts the engine's wheels",
  "x7#".padEnd(256, "qKz0 vWm"),
])("takes %s", (password) => {
  expect(refusal(password)).toBeUndefined();
});

it("counts characters as people do, in the form that is hashed", () => {
  expect(refusal("fourteen chars")).toContain("at least 15");
  expect(refusal("🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤")).toContain("at least 15");
  expect(refusal("🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆")).toBeUndefined();
  expect(refusal("o\u0308u\u0308 to\u0308o sho\u0308r")).toContain("at least 15");
  expect(refusal("x7#qKz0 vWm".padEnd(257, "y1p t8"))).toContain("at most 256");
});

it.each([
  "123456789987654321",
  "PASSWORD12345678",
  "Password1234567890",
  "qwertyuiop123456",
  "iloveyou123456789",
  "1234567890123456789",
  "ｐａｓｓｗｏｒｄ１２３４５６７８",
])("refuses what is tried first: %s", (password) => {
  expect(refusal(password)).toContain("common password");
});

it.each(["aaaaaaaaaaaaaaaa", "abcabcabcabcabcab", "Correct!Correct!Correct!"])(
  "refuses one piece over and over: %s",
  (password) => {
    expect(refusal(password)).toContain("same characters");
  },
);

it.each([
  "ada.lovelace@analytical.example",
  "Ada Lovelace 1815!",
  "lovelace.lovelace",
  "AnalyticalEngines2026",
  "portcullis-2026!",
  "Portcullis Portcullis!",
])("refuses what says who or where somebody is: %s", (password) => {
  expect(refusal(password)).toContain("made of your name");
});

it("takes nothing for known that is not", () => {
  expect(() => assertAcceptablePassword("correct horse battery staple", { about: ["", "a", " "] })).not.toThrow();
});

it("names the field that it is told", () => {
  expect(() => assertAcceptablePassword("short", { about, field: "newPassword" })).toThrow(
    expect.objectContaining({ field: "newPassword" }),
  );
});
