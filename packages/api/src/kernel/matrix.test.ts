import { passkeys } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { systemRoleKinds } from "@portcullis/domain/permission";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { TRPCError } from "@trpc/server";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callByPath } from "../testing/call-by-path.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { callersOf, type TestPerson } from "../testing/person.ts";
import { sampleInputs, samplesWith } from "../testing/sample-inputs.ts";
import { sampleRows } from "../testing/sample-rows.ts";
import type { SampleIds } from "../testing/samples.ts";
import { errorData } from "./errors.ts";
import { procedures } from "./list-procedures.ts";
import { type MatrixCaller, matrixCallers, matrixPage, mayEnter } from "./matrix.ts";

/** What people may call; the rest is the agents' and the devices'. */
const peoples = procedures.filter(({ access }) => !("gateway" in access || "device" in access));
const agents = procedures.filter((procedure) => !peoples.includes(procedure));
const guarded = peoples.filter(({ access }) => !("anybody" in access));

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
    return isNothing(answer) ? "nothing" : "in";
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { reason, code } = errorData(error).data;
    if (code === "NOT_FOUND") return "nothing";
    return [...shut, "input_invalid"].includes(reason) ? reason : "in";
  }
}

const isStream = (answer: unknown): answer is AsyncIterator<unknown> =>
  typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
/** An empty page, or a count of none. */
function isNothing(answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null) return false;
  return "items" in answer
    ? (answer.items as unknown[]).length === 0
    : "exact" in answer && "count" in answer && answer.count === 0;
}

/** Without a cursor, which is refused before anything is looked for. */
function sampleOf(path: string, samples = sampleInputs): Readonly<Record<string, unknown>> | undefined {
  const { cursor: _, ...sample } = samples[path] ?? {};
  return samples[path] ? sample : undefined;
}

/** Fields that ask for one more permission than the row does, where they are used: an invitation may come with roles. */
const further: Readonly<Record<string, readonly string[]>> = { "user.invite": ["roleIds", "groupIds"] };

function plainSampleOf(path: string): Readonly<Record<string, unknown>> | undefined {
  const sample = sampleOf(path);
  const plain = Object.entries(sample ?? {}).filter(([field]) => !further[path]?.includes(field));
  return sample && Object.fromEntries(plain);
}

/** A sample that names what is somebody else's; of a list or a count, without what would narrow it. */
function othersInput(path: string, ids: SampleIds) {
  const sample = sampleOf(path, samplesWith(ids)) ?? {};
  return "limit" in sample || "upTo" in sample ? { userId: sample["userId"] } : sample;
}

it("has a row for every procedure, and a column for every caller", () => {
  const rows = matrixPage(procedures)
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(rows.map((row) => row.split("`")[1])).toEqual(procedures.map(({ path }) => path));
  for (const row of rows) expect(row.split(" | ")).toHaveLength(2 + matrixCallers.length);
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
    for (const { path, access } of peoples) {
      const found = await attempt(await aCaller(caller), path, plainSampleOf(path));
      const expected = mayEnter(caller, access);
      const outcomes = expected === "no" ? [caller === "anonymous" ? "session_ended" : "permission_missing"] : [];
      const others = expected === "verb" ? /^(in|nothing|permission_missing)$/ : /^(in|nothing)$/;
      expect([path, expected, found]).toEqual([path, expected, outcomes[0] ?? expect.stringMatching(others)]);
    }
  });

  it.each(["BASIC", "SUPPORT", "AUDITOR", "ADMIN", "owner"] as const)(
    "reaches what is somebody else's only where the matrix says more than own: %s",
    async (caller) => {
      for (const { path, access } of peoples.filter((candidate) => "own" in candidate.access)) {
        const found = await attempt(await aCaller(caller), path, othersInput(path, await sampleRows(fixture)));
        expect([path, found]).toEqual([path, mayEnter(caller, access) === "yes" ? "in" : "nothing"]);
      }
    },
  );

  it("lets agents and devices in where they belong, and nobody else there", async () => {
    const { laptop } = await fixture.aUserWithDevices();
    const holders = { gateway: await fixture.aGateway(), device: await fixture.aReporter(laptop.id) };
    for (const { path, access } of agents) {
      for (const [kind, holder] of Object.entries(holders)) {
        const found = await attempt(holder, path, sampleOf(path));
        expect([path, kind, found]).toEqual([path, kind, kind in access ? "in" : "token_refused"]);
      }
      for (const caller of matrixCallers) {
        const found = await attempt(await aCaller(caller), path, sampleOf(path));
        expect([path, caller, found]).toEqual([path, caller, "token_refused"]);
      }
    }
    for (const { path } of guarded) {
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
      for (const { path, access } of peoples) {
        const expected = mayEnter("anonymous", access) === "yes" ? expect.any(String) : "session_ended";
        expect([path, await attempt(gone, path, sampleOf(path))]).toEqual([path, expected]);
      }
    }
  });

  it("asks for a proof of who one is, not older than minutes, where the access rule says so", async () => {
    for (const { path, access } of guarded) {
      const owner = await fixture.signIn(fixture.owner.id);
      const longAgo = toTimestamp(Date.now() - 11 * 60_000);
      await fixture.inScope((tx) =>
        tx.update(sessions).set({ confirmedAt: longAgo }).where(eq(sessions.id, owner.sessionId)),
      );
      const isAsked = "confirmed" in access;
      const found = await attempt(owner, path, sampleOf(path));
      expect([path, found === "confirmation_required"]).toEqual([path, isAsked]);
    }
  });

  it("leaves those who must set up a second factor nothing but that", async () => {
    const countPasskeys = () => fixture.inScope((tx) => tx.$count(passkeys));
    const before = await countPasskeys();
    await fixture.inScope((tx) => tx.update(tenants).set({ secondFactorPolicy: "administrators" }));
    for (const { path, access } of guarded) {
      const owner = await fixture.signIn(fixture.owner.id);
      const isOpen = "whileEnrolling" in access;
      const found = await attempt(owner, path, sampleOf(path));
      expect([path, found === "second_factor_required"]).toEqual([path, !isOpen]);
    }
    await fixture.inScope((tx) => tx.update(tenants).set({ secondFactorPolicy: "optional" }));
    expect(await countPasskeys()).toBe(before);
  });
});

it("knows every system role", () => {
  expect([...matrixCallers].toSorted()).toEqual(["anonymous", "owner", ...systemRoleKinds].toSorted());
});
