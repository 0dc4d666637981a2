import type { Random } from "@portcullis/api/testing/random";
import { type Account, signIn } from "@portcullis/testing/sign-in";
import { type Api, apiWith } from "../../network/api.ts";
import { tenant } from "../tenant.ts";
import type { OperationLog } from "./operation-log.ts";

/** Who may do it to whom, and who may not. */
export interface Administrators {
  readonly owner: Api;
  readonly admin: Api;
  readonly support: Api;
  readonly auditor: Api;
  readonly member: Api;
  /** The owner of another tenant. */
  readonly outsider: Api;
  readonly ownerId: string;
}

/** What a writer works with. */
export interface TrafficContext {
  readonly url: string;
  readonly administrators: Administrators;
  readonly operationLog: OperationLog;
  readonly random: Random;
}

/** Where a sign-in comes from: an address of its own, so that nobody's budget of attempts is another's. */
const from = ({ below }: Random) => ({ "x-forwarded-for": `10.${below(256)}.${below(256)}.${1 + below(254)}` });

export function signInFromAnywhere({ url, random }: TrafficContext, account: Account): Promise<string> {
  return signIn(url, account, from(random));
}

/** Whether a sign-in at an http address has opened a session: not where a console was busy, or without its database. */
export const hasSession = (cookie: string): boolean => /portcullis\.session=[^;]/.test(cookie);

export const apiOfCookie = ({ url }: TrafficContext, cookie: string): Api => apiWith(url, cookie);

/** Signs the staff of the demo's tenants in. */
export async function openAdministrators(url: string): Promise<Administrators> {
  const as = async (name: string, of = tenant) => {
    const email = `${name}@${of}.test`;
    return apiWith(url, await signIn(url, { tenant: of, email, password: "portcullis-demo" }));
  };
  const [owner, admin, support, auditor, member, outsider] = [
    await as("owner"),
    await as("admin"),
    await as("support"),
    await as("auditor"),
    await as("member"),
    await as("owner", "globex"),
  ];
  const { id: ownerId } = await owner.account.me.query();
  return { owner, admin, support, auditor, member, outsider, ownerId };
}
