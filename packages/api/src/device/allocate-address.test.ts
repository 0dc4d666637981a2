import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { type OperatorFixture, operatorFixture } from "../testing/operator-fixture.ts";
import { allocateAddress } from "./allocate-address.ts";

it("begins after the gateway's address and goes on with the lowest that is free", async () => {
  await using fixture = await operatorFixture();
  await fixture.inScope(async (tx) => {
    expect(await allocateAddress(tx)).toBe("100.64.0.2/32");
    await give(tx, fixture, "100.64.0.2/32", "100.64.0.3/32", "100.64.0.5/32");
    expect(await allocateAddress(tx)).toBe("100.64.0.4/32");
    await give(tx, fixture, "100.64.0.4/32");
    expect(await allocateAddress(tx)).toBe("100.64.0.6/32");
  });
});

it("passes over the wider networks of other devices, and over addresses outside the range", async () => {
  await using fixture = await operatorFixture();
  await fixture.inScope(async (tx) => {
    await give(tx, fixture, "100.64.0.0/24", "10.0.0.2/32", "fd00::2/128", "100.64.1.1/32");
    expect(await allocateAddress(tx)).toBe("100.64.1.0/32");
  });
});

it("gives out addresses beside a default route, the range itself and networks around it", async () => {
  await using fixture = await operatorFixture();
  await fixture.inScope(async (tx) => {
    await give(tx, fixture, "0.0.0.0/0", "::/0", "0.0.0.0/1", "100.0.0.0/8", "100.64.0.0/16", "255.255.255.0/24");
    expect(await allocateAddress(tx)).toBe("100.64.0.2/32");
    await give(tx, fixture, "100.64.0.0/17", "100.64.128.0/17");
    await expect(allocateAddress(tx)).rejects.toMatchObject({ code: "CONFLICT", reason: "device_address_exhausted" });
  });
});

it("gives out the addresses of a range that ends where IPv4 ends", async () => {
  await using fixture = await operatorFixture();
  await fixture.inScope(async (tx) => {
    await tx.update(tenants).set({ addressRange: "255.255.255.248/29" }).where(eq(tenants.id, tx.tenantId));
    await give(tx, fixture, "0.0.0.0/0", "255.255.255.255/32", "255.255.255.250/32");
    expect(await allocateAddress(tx)).toBe("255.255.255.251/32");
  });
});

it("says so when the range is exhausted", async () => {
  await using fixture = await operatorFixture();
  await fixture.inScope(async (tx) => {
    await tx.update(tenants).set({ addressRange: "192.168.7.0/29" }).where(eq(tenants.id, tx.tenantId));
    for (const last of [2, 3, 4, 5, 6]) {
      const address = await allocateAddress(tx);
      expect(address).toBe(`192.168.7.${last}/32`);
      await give(tx, fixture, address);
    }
    await expect(allocateAddress(tx)).rejects.toMatchObject({ code: "CONFLICT", reason: "device_address_exhausted" });
  });
});

it.each(["192.168.7.0/30", "192.168.7.0/31", "192.168.7.7/32"])("never gives out more than %s holds", async (range) => {
  await using fixture = await operatorFixture();
  await fixture.inScope(async (tx) => {
    await tx.update(tenants).set({ addressRange: range }).where(eq(tenants.id, tx.tenantId));
    const address = await allocateAddress(tx).catch(() => "none");
    expect(address).toBe(range.endsWith("/30") ? "192.168.7.2/32" : "none");
  });
});

it("gives addresses that others take at the same time to one of them each, as the application role too", async () => {
  await using fixture = await operatorFixture();
  const db = openDatabase(fixture.applicationUrl, { applicationName: "portcullis-test" });
  try {
    const given = await Promise.all(
      Array.from({ length: 20 }, () =>
        withTenant(db, fixture.ctx.principal.tenantId, async (tx) => {
          const address = await allocateAddress(tx);
          await give(tx, fixture, address);
          return address;
        }),
      ),
    );
    expect(new Set(given).size).toBe(20);
  } finally {
    await closeDatabase(db);
  }
});

/** A device of the owner that holds these networks. */
async function give(tx: TenantTx, fixture: OperatorFixture, ...networks: string[]): Promise<void> {
  const { tenantId } = tx;
  const id = newId();
  const device = { tenantId, id, userId: fixture.ownerId, name: "box", platform: "linux", publicKey: id } as const;
  await tx.insert(devices).values(device);
  await tx.insert(deviceAddresses).values(networks.map((network) => ({ tenantId, network, deviceId: id })));
}
