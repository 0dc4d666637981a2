import { readFileSync } from "node:fs";
import { passkeys } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { systemRoleKinds } from "@portcullis/domain/permission";
import { TRPCError } from "@trpc/server";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorData } from "../errors.ts";
import { type MatrixCaller, matrixCallers, matrixPage, mayEnter } from "../matrix.ts";
import { type AccessRule, permissionTable } from "../permission-table.ts";
import { appRouter } from "../router.ts";
import { callByPath } from "../testing/call-by-path.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { callersOf, type TestPerson } from "../testing/person.ts";
import { type RealIds, realIdsOf, withRealIds } from "../testing/real-ids.ts";
import { sampleInputs } from "../testing/sample-inputs.ts";
import { tenantDigest } from "../testing/tenant-digest.ts";

const paths = Object.keys(appRouter._def.procedures).toSorted();
const accessRuleText = (path: string) => permissionTable[path] as AccessRule;
/** What people may knock at; the rest is the agents' and the devices'. */
const peoplesPaths = paths.filter((path) => !("gateway" in accessRuleText(path) || "device" in accessRuleText(path)));

/** What keeps somebody out before anything is looked at. Any other answer means that they were let in. */
const shut = [
  "session_ended",
  "token_refused",
  "permission_missing",
  "second_factor_required",
  "confirmation_required",
];

/** `in`, or the reason why not; `nothing` where what was asked for does not exist, or the list of it is empty. */
async function attempt(person: Pick<TestPerson, "callWith">, path: string, input: unknown): Promise<string> {
  const leaving = new AbortController();
  try {
    const answer = await callByPath(person.callWith(leaving.signal), path, input);
    if (isStream(answer)) {
      await answer.next();
      leaving.abort();
      await answer.return?.();
    }
    return isEmptyPage(answer) ? "nothing" : "in";
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { reason, code } = errorData(error).data;
    if (code === "NOT_FOUND") return "nothing";
    return [...shut, "input_invalid"].includes(reason) ? reason : "in";
  }
}

const isStream = (answer: unknown): answer is AsyncIterator<unknown> =>
  typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
const isEmptyPage = (answer: unknown) =>
  typeof answer === "object" && answer !== null && "items" in answer && (answer.items as unknown[]).length === 0;

/** Without a cursor, which is refused before anything is looked for. */
function sampleOf(path: string): Readonly<Record<string, unknown>> | undefined {
  const { cursor: _, ...sample } = sampleInputs[path] ?? {};
  return sampleInputs[path] ? sample : undefined;
}

/** Fields that ask for one more permission than the row does, where they are used: an invitation may come with roles. */
const further: Readonly<Record<string, readonly string[]>> = { "user.invite": ["roleIds", "groupIds"] };

function plainSampleOf(path: string): Readonly<Record<string, unknown>> | undefined {
  const sample = sampleOf(path);
  const plain = Object.entries(sample ?? {}).filter(([field]) => !further[path]?.includes(field));
  return sample && Object.fromEntries(plain);
}

/** A sample that names what is somebody else's; of a list, without what would narrow it. */
function othersInput(path: string, ids: RealIds) {
  const { userId, ...sample } = sampleOf(path) ?? {};
  if ("limit" in sample) return withRealIds(path, { userId }, ids);
  return withRealIds(path, userId === undefined ? sample : { ...sample, userId }, ids);
}

it("is the page that is checked in: run `pnpm matrix` where it is not", () => {
  const page = readFileSync(new URL("../../docs/permission-matrix.md", import.meta.url), "utf8");
  expect(page).toBe(matrixPage(permissionTable));
});

it("has a row for every procedure, and a sample of its input", () => {
  expect(Object.keys(permissionTable).toSorted()).toEqual(paths);
  expect(Object.keys(sampleInputs).toSorted()).toEqual(paths);
});

describe("the running API", { timeout: 120_000 }, () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const anonymous = () =>
    callersOf(() => ({ ...fixture.owner.parts(), authenticate: () => Promise.resolve(undefined) }));

  /** Somebody new for every knock: what they do to themselves must not speak for the next. */
  function aCaller(caller: MatrixCaller): Promise<Pick<TestPerson, "callWith">> {
    if (caller === "anonymous") return Promise.resolve(anonymous());
    return caller === "owner" ? fixture.signIn(fixture.owner.id) : fixture.aPerson({ role: caller });
  }

  it.each(matrixCallers)("lets in whom the matrix lets in, and nobody else: %s", async (caller) => {
    for (const path of peoplesPaths) {
      const found = await attempt(await aCaller(caller), path, plainSampleOf(path));
      const expected = mayEnter(caller, accessRuleText(path));
      const outcomes = expected === "no" ? [caller === "anonymous" ? "session_ended" : "permission_missing"] : [];
      expect([path, expected, found]).toEqual([path, expected, outcomes[0] ?? expect.stringMatching(/^(in|nothing)$/)]);
    }
  });

  it.each(["BASIC", "SUPPORT", "AUDITOR", "ADMIN", "owner"] as const)(
    "reaches what is somebody else's only where the matrix says more than own: %s",
    async (caller) => {
      for (const path of peoplesPaths.filter((candidate) => "own" in accessRuleText(candidate))) {
        const ids = await realIdsOf(fixture);
        const found = await attempt(await aCaller(caller), path, othersInput(path, ids));
        expect([path, found]).toEqual([path, mayEnter(caller, accessRuleText(path)) === "yes" ? "in" : "nothing"]);
      }
    },
  );

  it("lets agents and devices in where they belong, and nobody else there", async () => {
    const { laptop } = await fixture.aUserWithDevices();
    const holders = { gateway: await fixture.aGateway(), device: await fixture.aReporter(laptop.id) };
    for (const path of paths.filter((candidate) => !peoplesPaths.includes(candidate))) {
      for (const [kind, holder] of Object.entries(holders)) {
        const found = await attempt(holder, path, sampleOf(path));
        expect([path, kind, found]).toEqual([path, kind, kind in accessRuleText(path) ? "in" : "token_refused"]);
      }
      for (const caller of matrixCallers) {
        const found = await attempt(await aCaller(caller), path, sampleOf(path));
        expect([path, caller, found]).toEqual([path, caller, "token_refused"]);
      }
    }
    for (const path of peoplesPaths.filter((candidate) => !("anybody" in accessRuleText(candidate)))) {
      for (const holder of Object.values(holders)) {
        expect([path, await attempt(holder, path, sampleOf(path))]).toEqual([path, "session_ended"]);
      }
    }
  });

  it("shuts out whoever has signed out or was deactivated, like somebody who never signed in", async () => {
    const signedOut = await fixture.aPerson({ role: "ADMIN" });
    await signedOut.call.session.revoke({ id: signedOut.sessionId });
    const deactivated = await fixture.aPerson({ role: "ADMIN" });
    await fixture.admin.call.user.deactivate({ id: deactivated.id });
    for (const gone of [signedOut, deactivated]) {
      for (const path of peoplesPaths) {
        const expected = mayEnter("anonymous", accessRuleText(path)) === "yes" ? expect.any(String) : "session_ended";
        expect([path, await attempt(gone, path, sampleOf(path))]).toEqual([path, expected]);
      }
    }
  });

  it("gives nothing of a tenant to the owner of another, whatever ids they name", async () => {
    const other = await fixture.aTenant();
    const ids = await realIdsOf(fixture);
    const before = await tenantDigest(fixture, fixture.tenantId);
    for (const path of peoplesPaths) {
      const sample = sampleOf(path);
      const names = Object.keys(sample ?? {}).some((field) => /^(id|ids|.+Ids?)$/.test(field));
      const foreign = await other.signIn(other.owner.id);
      const found = await attempt(foreign, path, sample && withRealIds(path, sample, ids));
      if (names && !("anybody" in accessRuleText(path))) expect([path, found]).toEqual([path, "nothing"]);
    }
    expect(await tenantDigest(fixture, fixture.tenantId)).toEqual(before);
  });

  it("asks for a proof of who one is, not older than minutes, where the table says so", async () => {
    for (const path of peoplesPaths.filter((candidate) => !("anybody" in accessRuleText(candidate)))) {
      const owner = await fixture.signIn(fixture.owner.id);
      const longAgo = new Date(Date.now() - 11 * 60_000);
      await fixture.inScope((tx) =>
        tx.update(sessions).set({ confirmedAt: longAgo }).where(eq(sessions.id, owner.sessionId)),
      );
      const isAsked = "confirmed" in accessRuleText(path);
      const found = await attempt(owner, path, sampleOf(path));
      expect([path, found === "confirmation_required"]).toEqual([path, isAsked]);
    }
  });

  it("leaves those who must set up a second factor nothing but that", async () => {
    await fixture.inScope((tx) => tx.update(tenants).set({ secondFactorPolicy: "administrators" }));
    for (const path of peoplesPaths.filter((candidate) => !("anybody" in accessRuleText(candidate)))) {
      const owner = await fixture.signIn(fixture.owner.id);
      const isOpen = "whileEnrolling" in accessRuleText(path);
      const found = await attempt(owner, path, sampleOf(path));
      expect([path, found === "second_factor_required"]).toEqual([path, !isOpen]);
    }
    await fixture.inScope((tx) => tx.update(tenants).set({ secondFactorPolicy: "optional" }));
    expect(await fixture.inScope((tx) => tx.$count(passkeys))).toBe(0);
  });
});

it("knows every system role", () => {
  expect([...matrixCallers].toSorted()).toEqual(["anonymous", "owner", ...systemRoleKinds].toSorted());
});
