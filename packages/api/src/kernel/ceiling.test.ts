import type { TargetKind } from "@portcullis/domain/audit";
import { permissions } from "@portcullis/domain/permission";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callByPath } from "../testing/call-by-path.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { samplesWith } from "../testing/sample-inputs.ts";
import { sampleRows, withoutConditions } from "../testing/sample-rows.ts";
import type { SampleIds } from "../testing/samples.ts";
import { tenantDigest } from "../testing/tenant-digest.ts";
import { procedures } from "./list-procedures.ts";

/** What is a person's, or reaches one: whoever acts on it acts on them. */
const personal = new Set<TargetKind | undefined>(["user", "device", "session", "cascade", "group"]);
/** Every way to change something of another person. */
const paths = procedures
  .filter(({ type, subject, access }) => type === "mutation" && personal.has(subject) && !("signedIn" in access))
  .map(({ path }) => path);

/** What may be done though it reaches the owner, or never does. */
const ownersToo: Readonly<Record<string, string>> = {
  "device.deactivate": "the one exception, in a test of its own",
  "group.delete": "reaches the owner among others",
  "group.update": "reaches the owner among others",
  "user.resendInvitation": "an owner has accepted long ago",
  "user.revokeInvitation": "an owner has accepted long ago",
  "user.reactivate": "an owner is never deactivated",
};

/** Where refusals are recorded. */
const refusals = ["audit_refusals", "audit_events", "audit_details", "audit_origins", "audit_unsealed"];

/** The sample of a procedure that acts on somebody's rows; a device is handed to whoever acts. */
function attempt(caller: TestPerson, path: string, of: SampleIds): Promise<unknown> {
  const sample = samplesWith({ ...of, recipient: caller.id })[path] ?? {};
  return callByPath(caller.call, path, withoutConditions(sample));
}

const everythingBut = (missing: string) => permissions.filter((permission) => permission !== missing);

// Every door, each with somebody of its own behind it: long on a busy machine.
describe("somebody with every permission but one", { timeout: 60_000 }, () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const ways = [
    ["directly", false],
    ["through a group", true],
  ] as const;

  it.each(ways)("gets at nothing of whoever holds that one %s", async (_, throughGroup) => {
    const stronger = await sampleRows(fixture, { permissions: ["audit:read"], throughGroup });
    const mallory = await fixture.aPerson({ permissions: everythingBut("audit:read") });
    const before = await tenantDigest(fixture, fixture.tenantId, refusals);
    for (const path of paths) {
      expect([path, await refusalOf(attempt(mallory, path, stronger))]).toMatchObject([
        path,
        { code: "FORBIDDEN", reason: "privilege_ceiling", message: expect.stringContaining("audit:read") as string },
      ]);
    }
    const after = await tenantDigest(fixture, fixture.tenantId, refusals);
    expect(after).toEqual(before);
  });

  it("with all of them gets at nothing that names the owner or a thing of theirs", async () => {
    const owners = await sampleRows(fixture, { permissions: ["audit:read"] });
    await fixture.owner.call.tenant.offerOwnership({ userId: owners.user });
    const owner = await fixture.signIn(owners.user);
    await owner.call.tenant.acceptOwnership({});
    const almighty = await fixture.aPerson({ permissions });
    const ids = { ...owners, session: owner.sessionId };
    for (const path of paths) {
      if (ownersToo[path] !== undefined) continue;
      expect([path, await refusalOf(attempt(almighty, path, ids))]).toMatchObject([
        path,
        { code: "FORBIDDEN", reason: "owner_protected" },
      ]);
    }
    const { id } = await fixture.aDevice(almighty.id);
    expect(await refusalOf(almighty.call.device.handOver({ id, userId: owners.user }))).toMatchObject({
      reason: "owner_protected",
    });
    await owner.call.tenant.offerOwnership({ userId: fixture.owner.id });
    await fixture.owner.call.tenant.acceptOwnership({});
  });

  it.each(paths)("gets through to somebody who holds no more: %s", async (path) => {
    const equal = await sampleRows(fixture, { permissions: ["audit:read"] });
    const auditor = await fixture.aPerson({ permissions });
    expect(await attempt(auditor, path, equal)).toEqual(expect.anything());
  });
});

it("lets nobody end the owner's access, whatever they hold, nor their own", async () => {
  await using fixture = await openFixture();
  const almighty = await fixture.aPerson({ permissions });
  for (const change of ["deactivate", "reactivate", "delete", "resetFactors"] as const) {
    expect(await refusalOf(almighty.call.user[change]({ id: fixture.owner.id }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "owner_protected",
    });
    expect(await refusalOf(almighty.call.user[change]({ id: almighty.id }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "self_protected",
    });
  }
  expect((await fixture.owner.call.audit.list({ action: ["user.deactivated", "user.deleted"] })).items).toEqual([]);
});
