import { listUsers, updateUser } from "@portcullis/domain/user/user";
import { expect, it } from "vitest";
import { z } from "zod";
import { inputErrorDetails } from "./input-error-details.ts";

const id = "0199c0de-0000-7000-8000-000000000001";

function detailsFor(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input);
  if (!error) throw new Error("The input was expected to be refused.");
  return inputErrorDetails(error);
}

it("names the field and keeps the schema's own sentence", () => {
  expect(detailsFor(updateUser, { id: "me" })).toEqual({
    code: "BAD_REQUEST",
    reason: "input_invalid",
    field: "id",
    message: "Not a valid id.",
  });
});

it("looks into a text that may also be empty", () => {
  expect(detailsFor(updateUser, { id, firstName: "a\u0000b" })).toMatchObject({
    field: "firstName",
    message: "Contains control characters.",
  });
});

it("names an item of a list by its place", () => {
  expect(detailsFor(listUsers, { status: ["active", "gone"] })).toMatchObject({ field: "status.1" });
});

it("names an unknown key, and repeats no more of it than a hundred characters", () => {
  expect(detailsFor(updateUser, { id, isOwner: true })).toMatchObject({
    field: "isOwner",
    message: "Unknown field.",
  });
  expect(detailsFor(updateUser, { id, ["x".repeat(5000)]: 1 }).field).toHaveLength(100);
});

it("names no field where the whole input is missing", () => {
  expect(detailsFor(updateUser, undefined)).not.toHaveProperty("field");
});

it("names the values that there are where they are few, and how many where they are not", () => {
  expect(detailsFor(z.enum(["a", "b"]), "c").message).toContain('"a"|"b"');
  const many = Array.from({ length: 60 }, (_, n) => `value-${n}`);
  expect(detailsFor(z.enum(many), "c").message).toBe("Not one of the 60 allowed values, such as value-0.");
});
