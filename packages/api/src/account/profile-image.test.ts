import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { aPicture } from "../testing/picture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { readProfileImage } from "./profile-image.ts";

describe("a profile image", () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await openFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const set = async (person: TestPerson, file: Buffer) =>
    (await person.call.account.setImage({ data: file.toString("base64") })).image ?? "";
  async function imageAt(path: string, reader: TestPerson): Promise<Buffer | undefined> {
    const principal = await reader.parts().authenticate();
    if (!principal) throw new Error("Nobody is signed in.");
    const [, , userId = "", imageId = ""] = path.split("/");
    return readProfileImage(fixture.db, principal, { userId, imageId });
  }

  it.each(["png", "jpeg", "webp"] as const)(
    "is kept as a square WebP without what a camera writes: %s",
    async (type) => {
      const member = await fixture.aPerson({ role: "BASIC" });
      const path = await set(member, await aPicture(type));
      expect(path).toMatch(new RegExp(`^/images/${member.id}/[0-9a-f-]{36}$`));
      expect((await fixture.owner.call.user.get({ id: member.id })).image).toBe(path);
      const kept = await imageAt(path, fixture.owner);
      expect(kept?.toString("latin1", 8, 12)).toBe("WEBP");
      expect(kept?.toString("latin1")).not.toContain("Secret Camera");
      expect(kept?.length).toBeLessThan(30_000);
    },
  );

  it("is another one with each upload, the one before is gone, and the same one again changes nothing", async () => {
    const member = await fixture.aPerson({ role: "BASIC" });
    const first = await set(member, await aPicture("png"));
    expect(await set(member, await aPicture("png"))).toBe(first);
    const second = await set(member, await aPicture("png", "#00ff00"));
    expect(second).not.toBe(first);
    expect(await imageAt(first, member)).toBeUndefined();
    const { items } = await fixture.owner.call.audit.list({ targetId: member.id });
    expect(items).toMatchObject([
      { action: "user.updated", changed: ["image"], details: { before: { image: first }, after: { image: second } } },
      { action: "user.updated", changed: ["image"], details: { before: { image: null }, after: { image: first } } },
    ]);
  });

  it("is removed, once", async () => {
    const member = await fixture.aPerson({ role: "BASIC" });
    const path = await set(member, await aPicture("png"));
    expect(await member.call.account.removeImage()).toMatchObject({ image: null });
    expect(await member.call.account.removeImage()).toMatchObject({ image: null });
    expect(await imageAt(path, member)).toBeUndefined();
    expect((await fixture.owner.call.audit.list({ targetId: member.id })).items).toHaveLength(2);
  });

  it("is seen by people of the same tenant only, and by nobody once its owner is deleted", async () => {
    const member = await fixture.aPerson({ role: "BASIC" });
    const path = await set(member, await aPicture("png"));
    const other = await fixture.aTenant();
    expect(await imageAt(path, fixture.admin)).toBeDefined();
    expect(await imageAt(path, other.owner)).toBeUndefined();
    await fixture.admin.call.user.delete({ id: member.id });
    expect(await imageAt(path, fixture.admin)).toBeUndefined();
  });

  it("is taken from no file that is something else, damaged, or a bomb", async () => {
    const member = await fixture.aPerson({ role: "BASIC" });
    const png = await aPicture("png");
    const files: [what: string, file: Buffer][] = [
      ["a drawing with a script in it", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`)],
      ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
      ["an animation of the old kind", Buffer.from("GIF89a\x01\0\x01\0\x80\0\0", "latin1")],
      ["nothing but a beginning", png.subarray(0, 8)],
      ["half a file", (await aPicture("jpeg")).subarray(0, 300)],
      ["a page that begins like a picture", Buffer.concat([png.subarray(0, 8), Buffer.from("<script>")])],
      ["more pixels than anybody needs", await aPicture("png", "#000000", 6000)],
    ];
    for (const [what, file] of files) {
      const asked = member.call.account.setImage({ data: file.toString("base64") });
      expect([what, await refusalOf(asked)]).toMatchObject([
        what,
        { code: "BAD_REQUEST", reason: "image_refused", field: "data" },
      ]);
    }
    const tooLarge = member.call.account.setImage({ data: Buffer.alloc(700_004).toString("base64") });
    expect(await refusalOf(tooLarge)).toMatchObject({ code: "BAD_REQUEST", reason: "input_invalid", field: "data" });
    expect(await member.call.account.me()).toMatchObject({ image: null });
    expect(fixture.logged).toEqual([]);
  });
});
