import { addPersonalDevices } from "./demo-devices.ts";
import { latin, nameDrawer } from "./demo-names.ts";
import { addPerson, type Person } from "./demo-people.ts";
import { addGroup, type Department } from "./demo-structure.ts";
import type { DemoTenant } from "./demo-tenant.ts";

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
    readonly founded: Date;
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
    const people = Array.from({ length: department.size }, () => {
      const named = drawName();
      const isLater = demo.faker.datatype.boolean(0.25);
      const person = addPerson(demo, {
        ...named,
        email: `${latin(named.firstName)}.${latin(named.lastName)}@${department.joinedBy ?? org.domain}`,
        createdAt: isLater ? demo.between(org.founded, demo.ago({ days: 4 })) : soonAfter(demo, org.founded),
        roleIds: [org.roleId],
        groupIds: [groupId],
      });
      addPersonalDevices(demo, person, department.devices, department.platforms);
      return person;
    });
    return { department, groupId, people };
  });
}

/** Within the import's few seconds. */
function soonAfter(demo: DemoTenant, at: Date): Date {
  return new Date(at.getTime() + 120_000 + demo.faker.number.int(9_000));
}
