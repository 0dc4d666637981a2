import { gatewayGraceDefault } from "@portcullis/domain/gateway";
import { expect, it } from "vitest";
import { gatewayFields, toGateway, typedGateway } from "./gateway-fields.ts";

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
