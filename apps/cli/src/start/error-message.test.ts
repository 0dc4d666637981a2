import { expect, it } from "vitest";
import { errorMessage } from "./error-message.ts";

it("tells the cause of a failed statement, and nothing that it would have stored", () => {
  const failed = Object.assign(
    new Error("Failed query: insert … params: ada@acme.test", { cause: new Error("No room.") }),
    {
      query: "insert …",
      params: ["ada@acme.test"],
    },
  );
  expect(errorMessage(new Error("Seeding failed", { cause: failed }))).toBe("Seeding failed: No room.");
});

it("tells the messages down to the root, but stops at a sentence", () => {
  const root = new Error("connect ECONNREFUSED");
  expect(errorMessage(new Error("The port is taken", { cause: root }))).toBe("The port is taken: connect ECONNREFUSED");
  expect(errorMessage(new Error("Choose another port.", { cause: root }))).toBe("Choose another port.");
  expect(errorMessage("said")).toBe("said");
});
