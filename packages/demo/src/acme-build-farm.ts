import type { Timestamp } from "@portcullis/domain/timestamp";
import { addDevice } from "./demo-devices.ts";
import { addPerson } from "./demo-people.ts";
import { addGroup } from "./demo-structure.ts";
import { after, type DemoTenant } from "./demo-tenant.ts";

const sites = ["fra", "iad", "sin"];
const runnersPerSite = 400;

/** A service account with more devices than any person has: what a long cascade looks like. */
export function addBuildFarm(demo: DemoTenant, at: { readonly createdAt: Timestamp; readonly roleId: string }): void {
  const groupId = addGroup(demo, {
    name: "Automation",
    description: "Service accounts: build runners and scheduled jobs.",
    maxDevices: 2_000,
    createdAt: at.createdAt,
  });
  const farm = addPerson(demo, {
    email: "build-farm@acme.test",
    firstName: "Build",
    lastName: "Farm",
    createdAt: at.createdAt,
    roleIds: [at.roleId],
    groupIds: [groupId],
  });
  const registered = demo.ago({ days: 41, hours: 5 });
  for (const [rank, site] of sites.entries()) {
    for (let n = 1; n <= runnersPerSite; n++) {
      const name = `runner-${site}-${String(n).padStart(3, "0")}`;
      const createdAt = after(registered, (rank * runnersPerSite + n) * 700);
      addDevice(demo, farm, { name, platform: "linux", onlineShare: 0.7, compliantShare: 0.98, createdAt });
    }
  }
}
