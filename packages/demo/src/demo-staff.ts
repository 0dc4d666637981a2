import type { Timestamp } from "@portcullis/domain/timestamp";
import { addPersonalDevices } from "./demo-devices.ts";
import { latin, nameDrawer } from "./demo-names.ts";
import { addPerson, type Person } from "./demo-people.ts";
import { addGroup, type Department } from "./demo-structure.ts";
import { after, type DemoTenant } from "./demo-tenant.ts";

export interface Staffed {
  readonly department: Department;
  readonly groupId: string;
  readonly people: readonly Person[];
}

/** Fills the departments: most people came with the import on the first day, some joined since. */
export function addStaff(
  demo: DemoTenant,
  departments: readonly Department[],
  org: {
    readonly domain: string;
    readonly founded: Timestamp;
    readonly roleId: string;
    readonly roleOf: (department: Department) => string | undefined;
  },
): readonly Staffed[] {
  const drawName = nameDrawer(demo);
  return departments.map((department) => {
    const { name, description, maxDevices } = department;
    const roleId = org.roleOf(department);
    const groupId = addGroup(demo, {
      name,
      description,
      createdAt: org.founded,
      ...(maxDevices !== undefined && { maxDevices }),
      ...(roleId !== undefined && { roleId }),
    });
    const people = Array.from({ length: department.size }, (_, i) => {
      const named = drawName();
      const isJoining = i >= department.size - (department.joining ?? 0);
      const person = addPerson(demo, {
        ...named,
        email: `${latin(named.firstName)}.${latin(named.lastName)}@${department.joinedBy ?? org.domain}`,
        status: isJoining ? "pending" : "active",
        createdAt: drawArrival(demo, org.founded, isJoining),
        roleIds: [org.roleId],
        groupIds: [groupId],
      });
      if (!isJoining) addPersonalDevices(demo, person, department.devices, department.platforms);
      return person;
    });
    return { department, groupId, people };
  });
}

/** Within the first import's few seconds for most; since then for the others; lately for who is still to come. */
function drawArrival(demo: DemoTenant, founded: Timestamp, isJoining: boolean): Timestamp {
  if (isJoining) return demo.between(demo.ago({ days: 9 }), demo.ago({ hours: 3 }));
  if (demo.faker.datatype.boolean(0.25)) return demo.between(founded, demo.ago({ days: 4 }));
  return after(founded, 120_000 + demo.faker.number.int(9_000));
}
