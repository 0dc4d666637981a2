import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it("hides a deleted user, whose cascade has not begun, from every read and every hand", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const group = await fixture.aGroup({ memberIds: [user.id] });
  const [role] = (await admin.user.get({ id: user.id })).roles;
  const { sessionId } = await fixture.signIn(user.id);
  await admin.user.delete({ id: user.id });

  const noUser = { code: "NOT_FOUND", message: "No such user." };
  const refused = [
    admin.user.get({ id: user.id }),
    admin.user.impact({ id: user.id, action: "delete" }),
    admin.user.update({ id: user.id, firstName: "x" }),
    admin.user.deactivate({ id: user.id }),
    admin.user.reactivate({ id: user.id }),
    admin.session.revokeAll({ userId: user.id }),
    admin.device.register({ userId: user.id, name: "x", platform: "linux", publicKey: aPublicKey() }),
  ];
  for (const refusal of await Promise.all(refused.map(refusalOf))) expect(refusal).toMatchObject(noUser);
  for (const change of ["deactivate", "reactivate", "remove"] as const) {
    expect(await refusalOf(admin.device[change]({ id: laptop.id }))).toMatchObject({ code: "NOT_FOUND" });
  }
  expect(await refusalOf(admin.device.rename({ id: laptop.id, name: "x" }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await refusalOf(admin.session.revoke({ id: sessionId }))).toMatchObject({ code: "NOT_FOUND" });

  const nothing = { items: [], nextCursor: null };
  expect(await admin.user.list({ search: user.email })).toMatchObject(nothing);
  expect(await admin.user.list({ groupId: group.id })).toMatchObject(nothing);
  expect((await admin.user.list({ roleId: role?.id ?? "" })).items).toEqual([]);
  expect((await admin.user.count({})).count).toBe(2);
  expect(await admin.user.count({ search: user.email })).toMatchObject({ count: 0 });
  expect(await admin.device.count({ search: user.email })).toMatchObject({ count: 0 });
  expect(await admin.device.list({ userId: user.id })).toMatchObject(nothing);
  expect(await admin.device.list({ search: "laptop" })).toMatchObject(nothing);
  expect(await admin.device.list({ search: user.email })).toMatchObject(nothing);
  expect(await admin.session.list({ userId: user.id })).toMatchObject(nothing);
});

it("shows no name, reason or device of a deleted user in the audit log, also before they are erased", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  await admin.user.update({ id: user.id, firstName: "Zaphod" });
  await admin.device.rename({ id: laptop.id, name: "heart-of-gold" });
  await admin.user.deactivate({ id: user.id, reason: "stole a ship" });
  const named = JSON.stringify(await admin.audit.list({ targetId: user.id }));
  for (const word of ["Zaphod", "heart-of-gold", "stole a ship"]) expect(named).toContain(word);

  const { publicKey, addresses } = await admin.device.get({ id: laptop.id });
  const renamed = (await admin.audit.list({ targetId: user.id, action: ["device.renamed"] })).items[0];
  expect(renamed?.identity).toMatchObject({ subjectEmail: user.email, publicKey, addresses });

  await admin.user.delete({ id: user.id });
  const auditLog = await admin.audit.list({ targetId: user.id });
  expect(auditLog.items).toHaveLength(4);
  for (const word of ["Zaphod", "heart-of-gold", "stole a ship", user.email])
    expect(JSON.stringify(auditLog)).not.toContain(word);
  for (const event of auditLog.items)
    expect(event).toMatchObject({
      details: null,
      subject: { id: user.id, name: null },
      identity: { targetEmail: null, subjectEmail: null, publicKey: null, addresses: [] },
    });
});
