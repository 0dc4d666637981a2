import { accessOf } from "@portcullis/api/kernel/list-procedures";
import { firstPeers } from "../../testing/agent-api.ts";
import type { Answer, Asked } from "./ask.ts";
import { procedures } from "./procedures.ts";

/** Where a console is asked. */
interface EntryPoint {
  readonly ask: (asked: Asked) => Promise<Answer>;
  readonly origin: string;
}

/** Calls a procedure as the console's pages do. @throws {Error} with the answer where it is refused */
type CallApi = <Output>(path: string, input?: unknown) => Promise<Output>;

const kinds = new Map(procedures.map(({ path, kind }) => [path, kind]));

function callApi({ ask }: Pick<EntryPoint, "ask">, headers: Readonly<Record<string, string>>): CallApi {
  return async <Output>(path: string, input?: unknown) => {
    const text = input === undefined ? undefined : JSON.stringify(input);
    const isQuery = kinds.get(path) === "query";
    const answer = await ask(
      isQuery
        ? { path: `/api/trpc/${path}${text === undefined ? "" : `?input=${encodeURIComponent(text)}`}`, headers }
        : {
            method: "POST",
            path: `/api/trpc/${path}`,
            headers: { ...headers, "content-type": "application/json" },
            ...(text !== undefined && { body: text }),
          },
    );
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    const { result } = JSON.parse(answer.text) as { result: { data: Output } };
    return result.data;
  };
}

/** What `Set-Cookie` headers leave in a browser. */
const cookiesOf = ({ headers }: Answer): string =>
  (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";", 1)[0]).join("; ");

/** Signs in as the form does; the cookie of the session. @throws {Error} where that is refused */
async function signInByForm({ ask, origin }: EntryPoint, fields: Readonly<Record<string, string>>): Promise<string> {
  const csrf = await ask({ path: "/api/auth/csrf" });
  const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string };
  const entered = await ask({
    method: "POST",
    path: "/api/auth/callback/credentials",
    headers: { origin, cookie: cookiesOf(csrf), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/", ...fields }).toString(),
  });
  const session = /portcullis\.session=[^;]+/.exec(cookiesOf(entered))?.[0];
  if (!session) throw new Error(`Signing in was refused: ${entered.status} ${entered.text}`);
  return session;
}

/** Who knocks: nobody, the owner (who may do all that a person may), somebody without a permission, and holders of tokens. */
export const callerNames = ["nobody", "owner", "member", "gateway", "device"] as const;
export type CallerName = (typeof callerNames)[number];

export interface Callers {
  /** What each sends along. */
  readonly headers: Record<CallerName, Readonly<Record<string, string>>>;
  readonly asOwner: CallApi;
  /** The owner of the other tenant. */
  readonly asForeigner: CallApi;
}

const cookieOf = (to: EntryPoint, tenant: string, name: string) =>
  signInByForm(to, { tenant, email: `${name}@${tenant}.test`, password: "portcullis-demo" });

export async function enter(to: EntryPoint): Promise<Callers> {
  const [owner, member, foreigner] = await Promise.all([
    cookieOf(to, "acme", "owner"),
    cookieOf(to, "acme", "member"),
    cookieOf(to, "globex", "owner"),
  ]);
  const asOwner = callApi(to, { cookie: owner });
  const { token: gateway } = await asOwner<{ token: string }>("gateway.create", {
    name: "Fuzzed",
    endpoint: "vpn.example.com:51820",
  });
  // Its first coming is stored: that of a refused call would be taken for a change.
  await firstPeers(to.origin, gateway);
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

/** Gives the owner and the member a new session where theirs has ended; the owner may have switched the member off. */
export async function reenter(to: EntryPoint, { headers }: Callers): Promise<void> {
  for (const name of ["owner", "member"] as const) {
    const { status } = await to.ask({ path: "/api/trpc/account.me", headers: headers[name] });
    if (status !== 401) continue;
    const cookie = await cookieOf(to, "acme", name).catch((error: unknown) => {
      if (name === "owner") throw error;
    });
    if (cookie !== undefined) headers[name] = { cookie };
  }
}

/** With what status a caller is turned away at the door of a procedure, whatever they send; undefined where they may enter. */
export function turnedAway(caller: CallerName, path: string): 401 | 403 | undefined {
  const access = accessOf(path);
  if ("anybody" in access) return undefined;
  if ("gateway" in access) return caller === "gateway" ? undefined : 401;
  if ("device" in access) return caller === "device" ? undefined : 401;
  if (caller === "owner") return undefined;
  if (caller !== "member") return 401;
  return "permission" in access || ("owner" in access && access.owner) ? 403 : undefined;
}
