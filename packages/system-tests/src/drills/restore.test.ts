import { join } from "node:path";
import { bootstrap } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { roles } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { type Api, apiWith } from "../network/api.ts";
import { apiByToken, firstPeers, quietReport } from "../testing/agent-api.ts";
import { openCluster } from "../testing/debian-postgresql.ts";
import { smallProduct } from "../testing/small-product.ts";
import { operatorCommand } from "./testing/operator-command.ts";

const patience = { timeout: 60_000 };

/** Whether whoever holds this cookie is signed in. */
const isIn = (url: string, cookie: string) =>
  apiWith(url, cookie)
    .account.me.query()
    .then(
      () => true,
      () => false,
    );

async function find(owner: Api, email: string) {
  const { items } = await owner.user.list.query({ search: email });
  return owner.user.get.query({ id: items[0]?.id ?? "" });
}

const keysOf = async (owner: Api, user: { readonly devices: readonly { readonly id: string }[] }) =>
  new Set(await Promise.all(user.devices.map(async ({ id }) => (await owner.device.get.query({ id })).publicKey)));

it("restores a backup, and nothing that was revoked since lives again", async () => {
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(await openCluster());
  const makeDatabase = () => bootstrap({ superuserUrl: cluster.superuserUrl, database: "portcullis", ...roles });
  const urls = await makeDatabase();
  await migrate(urls);
  await seedDemo(urls);
  const backup = join(cluster.folder, "portcullis.backup");

  // What there is when the backup is made, and what is revoked after it.
  const held = await before();
  async function before() {
    await using product = await smallProduct(urls);
    const { url } = product;
    const [ownerCookie, adminCookie, memberCookie, supportCookie] = await Promise.all([
      product.cookieOf("owner"),
      product.cookieOf("admin"),
      product.cookieOf("member"),
      product.cookieOf("support"),
    ]);
    const owner = apiWith(url, ownerCookie);
    const [member, admin] = [await find(owner, "member@acme.test"), await find(owner, "admin@acme.test")];
    const memberKeys = await keysOf(owner, member);
    const device = member.devices[0]?.id ?? "";
    const { token: postureToken } = await owner.device.makePostureToken.mutate({ id: device });
    const gateway = await owner.gateway.create.mutate({ name: "Frankfurt", endpoint: "vpn.example.com:51820" });
    const { results } = await owner.user.invite.mutate({ people: [{ email: "new@acme.test" }] });
    const [invited] = results;
    const linkToken = invited?.outcome === "invited" ? new URL(invited.link).hash.slice(1) : "";
    await apiByToken(url, gateway.token).agent.report.mutate(quietReport);
    const peers = await firstPeers(url, gateway.token);
    expect(peers.filter(({ publicKey }) => memberKeys.has(publicKey)).length).toBeGreaterThan(0);

    const support = await find(owner, "support@acme.test");
    const { bulk } = apiWith(url, adminCookie);
    const { operation } = await bulk.preview.mutate({
      action: { verb: "user.deactivate" },
      of: { by: "ids", ids: [support.id] },
    });
    await bulk.start.mutate({ id: operation.id, ask: true });

    await cluster.tool("pg_dump", "-Fc", "-d", "portcullis", "-f", backup);

    await owner.user.deactivate.mutate({ id: member.id, reason: "left the company" });
    await owner.user.setRoles.mutate({ id: admin.id, roleIds: [] });
    await apiWith(url, supportCookie).account.signOutEverywhere.mutate();
    await owner.bulk.decline.mutate({ id: operation.id });
    await owner.session.revokeAll.mutate({ userId: support.id });
    await owner.device.dropPostureToken.mutate({ id: device });
    await owner.gateway.remove.mutate({ id: gateway.gateway.id });
    await apiWith(url, "").invitation.accept.mutate({
      token: linkToken,
      firstName: "Grace",
      lastName: "Hopper",
      password: "correct horse battery staple",
    });
    const sealed = async () => (await owner.audit.seal.query()).waiting;
    await expect.poll(sealed, patience).toBe(0);
    const { head } = await owner.audit.seal.query();
    for (const cookie of [memberCookie, supportCookie]) expect(await isIn(url, cookie)).toBe(false);
    return {
      cookies: { owner: ownerCookie, admin: adminCookie, member: memberCookie, support: supportCookie },
      gatewayToken: gateway.token,
      postureToken,
      linkToken,
      operationId: operation.id,
      memberKeys,
      head: `${head?.number}:${head?.hash}`,
      peers: peers.length,
    };
  }
  /** The old secrets that open something. */
  const living = async (url: string) => {
    const opens = async (name: string, attempt: Promise<unknown>) =>
      attempt.then(
        () => [name],
        () => [],
      );
    const found = await Promise.all([
      ...Object.entries(held.cookies).map(([name, cookie]) => opens(name, apiWith(url, cookie).account.me.query())),
      opens("gateway", firstPeers(url, held.gatewayToken)),
      opens("posture", apiByToken(url, held.postureToken).device.reportPosture.mutate({ checks: {}, osVersion: null })),
      opens("link", apiWith(url, "").invitation.inspect.mutate({ token: held.linkToken })),
    ]);
    return found.flat().toSorted();
  };

  await cluster.tool("dropdb", "portcullis");
  await makeDatabase();
  await cluster.tool("pg_restore", "--exit-on-error", "-d", "portcullis", backup);

  // Without the command all of it lives again; that is why nothing of the product's own starts there.
  {
    await using product = await smallProduct(urls);
    expect(await living(product.url)).toEqual(["admin", "gateway", "link", "member", "owner", "posture", "support"]);
    const tooEarly = await operatorCommand(urls, "db-restored");
    expect(tooEarly).toMatchObject({ code: 1, err: expect.stringContaining("portcullis console") as string });
  }
  const refused = { code: 1, err: expect.stringContaining("Run db:restored first") as string };
  expect(await operatorCommand(urls, "db-migrate")).toMatchObject(refused);
  expect(await operatorCommand(urls, "tenant-peers", "acme")).toMatchObject({ code: 0, out: "" });

  const result = await operatorCommand(urls, "db-restored");
  expect(result).toMatchObject({ code: 0, err: "" });
  expect(result.out).toMatch(
    /^acme: paused after the restore; its audit log ends at .+\. Ended: \d+ sessions, .+ owner@acme\.test can sign in/m,
  );
  expect(await operatorCommand(urls, "db-restored")).toMatchObject({
    code: 0,
    out: expect.stringContaining("acme: is paused already.") as string,
  });
  expect(await operatorCommand(urls, "db-migrate")).toMatchObject({ code: 0 });

  await using product = await smallProduct(urls);
  const { url } = product;
  expect(await living(url)).toEqual([]);
  const entered = async (name: string) => isIn(url, await product.cookieOf(name));
  for (const name of ["admin", "member", "support"]) expect([name, await entered(name)]).toEqual([name, false]);

  const owner = apiWith(url, await product.cookieOf("owner"));
  expect(await owner.account.me.query()).toMatchObject({ held: { newestEntry: expect.any(String) as string } });
  const { items: gateways } = await owner.gateway.list.query({});
  const { token } = await owner.gateway.rotate.mutate({ id: gateways[0]?.id ?? "" });
  expect(await firstPeers(url, token)).toEqual([]);

  // What was declined since the backup waits again, for somebody to say so once more.
  expect(await owner.bulk.get.query({ id: held.operationId })).toMatchObject({ status: "waiting", changed: 0 });
  await owner.bulk.decline.mutate({ id: held.operationId });

  // What the owner knows was done since the backup, and nobody else can tell.
  const [member, admin] = [await find(owner, "member@acme.test"), await find(owner, "admin@acme.test")];
  expect(member.status).toBe("active");
  const { cascade } = await owner.user.deactivate.mutate({ id: member.id });
  await owner.user.setRoles.mutate({ id: admin.id, roleIds: [] });
  await expect
    .poll(() => owner.cascade.get.query({ id: cascade?.id ?? "" }), patience)
    .toMatchObject({ status: "done" });
  expect(await firstPeers(url, token)).toEqual([]);

  expect(await owner.tenant.release.mutate({})).toEqual({ released: true });
  const peers = await firstPeers(url, token);
  expect(peers.length).toBe(held.peers - held.memberKeys.size);
  expect(peers.filter(({ publicKey }) => held.memberKeys.has(publicKey))).toEqual([]);
  expect(await entered("member")).toBe(false);
  for (const name of ["admin", "support"]) expect([name, await entered(name)]).toEqual([name, true]);
  expect(await living(url)).toEqual([]);

  // The audit log goes on from where the backup ends, and says that it was longer once.
  const isSealed = async () => (await owner.audit.seal.query()).waiting;
  await expect.poll(isSealed, patience).toBe(0);
  expect(await operatorCommand(urls, "audit-verify")).toMatchObject({ code: 0 });
  const longer = await operatorCommand(urls, "audit-verify", "acme", "--head", held.head);
  expect(longer).toMatchObject({ code: 1, err: expect.stringMatching(/cut|rewritten/) as string });
  console.info(`held: ${result.out.split("\n")[0]}\nlonger once: ${longer.err}`);
});
