import { gatewayGraceDefault } from "@portcullis/domain/gateway";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { gatewayFields, graceChoices, toGateway, typedGateway } from "./gateway-fields.ts";

const named = { name: "Hamburg", endpoint: "ham.acme.test:51820" };

it("asks of a new gateway what it does without the console, and chooses nothing for anybody", () => {
  const typed = { ...typedGateway(undefined), ...named };
  expect(typed.unreachable).toBeUndefined();
  expect(gatewayFields.safeParse(typed).error?.issues).toMatchObject([
    { path: ["unreachable"], message: "Choose what it does." },
  ]);
});

it.each([
  ["keep", { unreachable: "keep", graceSeconds: gatewayGraceDefault }],
  ["fail_closed", { unreachable: "fail_closed", graceSeconds: gatewayGraceDefault }],
  ["tenant", null],
] as const)("takes the choice %s, and shows it again", (unreachable, policy) => {
  const chosen = gatewayFields.parse({ ...typedGateway(undefined), ...named, unreachable });
  expect(toGateway(chosen)).toEqual({ ...named, policy });
  expect(typedGateway(toGateway(chosen))).toMatchObject({ ...named, unreachable });
});

it("offers what is usual, in words", () => {
  expect(graceChoices(translator(), 300).map(({ label }) => label)).toEqual([
    "30 seconds",
    "1 minute",
    "5 minutes",
    "15 minutes",
    "1 hour",
    "4 hours",
    "24 hours",
  ]);
});

it("has a place for what is stored", () => {
  expect(graceChoices(translator(), 90)).toContainEqual({ value: "90", label: "90 seconds" });
});
