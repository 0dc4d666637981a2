import { randomUUID } from "node:crypto";
import type { Changes } from "./change.ts";

const endpoint = "vpn.example.com:51820";

export const gatewayChanges: Changes = {
  "gateway.create": (fixture) => {
    const gateway = { name: `Gateway ${randomUUID()}`, endpoint };
    return Promise.resolve({
      ask: () => fixture.admin.call.gateway.create(gateway),
      action: "gateway.created",
      target: { kind: "gateway" },
      subjectId: null,
      details: { after: gateway },
    });
  },
  "gateway.close": async (fixture) => {
    const { id } = await fixture.aGateway();
    return {
      ask: () => fixture.admin.call.gateway.close({ id }),
      action: "gateway.closed",
      target: { kind: "gateway", id },
      subjectId: null,
    };
  },
  "gateway.open": async (fixture) => {
    const { id } = await fixture.aGateway();
    await fixture.admin.call.gateway.close({ id });
    return {
      ask: () => fixture.admin.call.gateway.open({ id }),
      action: "gateway.opened",
      target: { kind: "gateway", id },
      subjectId: null,
    };
  },
  "gateway.settle": async (fixture) => {
    const { id } = await fixture.aGateway();
    const user = await fixture.aUser();
    const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
    const reason = "The host is switched off";
    return {
      ask: () => fixture.admin.call.gateway.settle({ id, changeId: cascade?.id ?? "", reason }),
      action: "gateway.settled",
      target: { kind: "gateway", id },
      subjectId: user.id,
      details: { after: { reason, changes: 1 } },
    };
  },
  "gateway.remove": async (fixture) => {
    const { id, name } = await fixture.aGateway();
    return {
      ask: () => fixture.admin.call.gateway.remove({ id }),
      action: "gateway.removed",
      target: { kind: "gateway", id },
      subjectId: null,
      details: { before: { name, endpoint } },
    };
  },
  "gateway.update": async (fixture) => {
    const { id, name } = await fixture.aGateway();
    const moved = "vpn2.example.com:51820";
    return {
      ask: () => fixture.admin.call.gateway.update({ id, name, endpoint: moved }),
      action: "gateway.updated",
      target: { kind: "gateway", id },
      subjectId: null,
      changed: ["endpoint"],
      details: { before: { endpoint }, after: { endpoint: moved } },
    };
  },
};
