import type { TestTenant } from "./tenant.ts";

/** Real ids of one tenant, by the noun that carries them. */
export type RealIds = Readonly<Record<string, string>>;

/** Somebody with everything that a procedure could name. */
export async function realIdsOf(tenant: TestTenant): Promise<RealIds> {
  const { admin, user, laptop } = await tenant.aUserWithDevices();
  const left = await tenant.aUser();
  const cascade = (await admin.user.deactivate({ id: left.id })).cascade?.id ?? "";
  const session = (await tenant.signIn(user.id)).sessionId;
  const group = (await tenant.aGroup({ memberIds: [user.id] })).id;
  const role = (await admin.user.get({ id: user.id })).roles[0]?.id ?? "";
  const gateway = (await tenant.aGateway()).id;
  return { user: user.id, device: laptop.id, cascade, session, group, role, gateway };
}

/** A sample input with the random ids changed for real ones: `id` is that of the procedure's noun, `roleIds` those of a role. */
export function withRealIds<T extends Readonly<Record<string, unknown>>>(path: string, sample: T, ids: RealIds): T {
  const [noun = ""] = path.split(".");
  const real = Object.entries(sample).map(([field, value]) => {
    const many = /^(?:(.+)Ids|ids)$/.exec(field);
    const one = /^(?:(.+)Id|id)$/.exec(field);
    const id = ids[(many ?? one)?.[1] ?? noun] ?? ids["user"];
    if (many && Array.isArray(value)) return [field, [id]];
    return [field, one && typeof value === "string" && field !== "hardwareId" ? id : value];
  });
  return Object.fromEntries(real) as T;
}
