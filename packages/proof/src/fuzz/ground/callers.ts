import { type Need, permissionTable } from "@portcullis/api/permission-table";
import type { Answer, Asked } from "./ask.ts";
import { type CallApi, callApi, signInByForm } from "./enter.ts";

/** Who knocks: nobody, the owner (who may do all that a person may), somebody without a permission, and holders of tokens. */
export const callerNames = ["nobody", "owner", "member", "gateway", "device"] as const;
export type CallerName = (typeof callerNames)[number];

export interface Callers {
  /** What each sends along. */
  readonly headers: Readonly<Record<CallerName, Readonly<Record<string, string>>>>;
  readonly asOwner: CallApi;
  /** The owner of the other tenant. */
  readonly asForeigner: CallApi;
}

export async function enter(to: { ask(asked: Asked): Promise<Answer>; readonly origin: string }): Promise<Callers> {
  const cookieOf = (tenant: string, email: string) =>
    signInByForm(to, { tenant, email: `${email}@${tenant}.test`, password: "portcullis-demo" });
  const [owner, member, foreigner] = await Promise.all([
    cookieOf("acme", "owner"),
    cookieOf("acme", "member"),
    cookieOf("globex", "owner"),
  ]);
  const asOwner = callApi(to, { cookie: owner });
  const { token: gateway } = await asOwner<{ token: string }>("gateway.create", {
    name: "Fuzzed",
    endpoint: "vpn.example.com:51820",
  });
  const own = await asOwner<{ id: string }>("account.me");
  const devices = await asOwner<{ items: { id: string }[] }>("device.list", { userId: own.id });
  const { token: device } = await asOwner<{ token: string }>("device.makePostureToken", { id: devices.items[0]?.id });
  return {
    headers: {
      nobody: {},
      owner: { cookie: owner },
      member: { cookie: member },
      gateway: { authorization: `Bearer ${gateway}` },
      device: { authorization: `Bearer ${device}` },
    },
    asOwner,
    asForeigner: callApi(to, { cookie: foreigner }),
  };
}

/** With what status a caller is turned away at the door of a procedure, whatever they send; undefined where they may enter. */
export function turnedAway(caller: CallerName, path: string): 401 | 403 | undefined {
  const need: Need = permissionTable[path] ?? { gateway: true };
  if ("anybody" in need) return undefined;
  if ("gateway" in need) return caller === "gateway" ? undefined : 401;
  if ("device" in need) return caller === "device" ? undefined : 401;
  if (caller === "owner") return undefined;
  if (caller !== "member") return 401;
  return "permission" in need || ("owner" in need && need.owner) ? 403 : undefined;
}
