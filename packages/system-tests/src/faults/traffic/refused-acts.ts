import type { Person } from "./person.ts";
import type { TrafficContext } from "./traffic-context.ts";

/** What must be refused whatever happens around it, by those who may not, and to those to whom nobody may. */
export async function tryForbidden(context: TrafficContext, person: Person): Promise<void> {
  const { administrators, operationLog, random } = context;
  const { id } = person;
  const [device] = person.devices;
  const attempts: { what: string; key: string; lawful: string; call: () => Promise<unknown> }[] = [
    {
      what: `deactivate user ${id} as a member`,
      key: `user.deactivated ${id}`,
      lawful: "FORBIDDEN",
      call: () => administrators.member.user.deactivate.mutate({ id }),
    },
    {
      what: `delete user ${id} as support`,
      key: `user.deleted ${id}`,
      lawful: "FORBIDDEN",
      call: () => administrators.support.user.delete.mutate({ id }),
    },
    {
      what: `rename user ${id} as an auditor`,
      key: `user.updated ${id}`,
      lawful: "FORBIDDEN",
      call: () => administrators.auditor.user.update.mutate({ id, firstName: "Mallory" }),
    },
    {
      what: "deactivate the owner as an administrator",
      key: `user.deactivated ${administrators.ownerId}`,
      lawful: "FORBIDDEN",
      call: () => administrators.admin.user.deactivate.mutate({ id: administrators.ownerId }),
    },
    {
      what: `preview a bulk deactivation of user ${id} as an auditor`,
      key: `user.deactivated ${id}`,
      lawful: "FORBIDDEN",
      call: () =>
        administrators.auditor.bulk.preview.mutate({
          action: { verb: "user.deactivate" },
          of: { by: "ids", ids: [id] },
        }),
    },
    {
      what: `deactivate user ${id} from another tenant`,
      key: `user.deactivated ${id}`,
      lawful: "NOT_FOUND",
      call: () => administrators.outsider.user.deactivate.mutate({ id }),
    },
  ];
  const [operation] = operationLog.bulks.keys();
  if (operation !== undefined) {
    attempts.push({
      what: `start the bulk operation ${operation} as support`,
      key: `bulk.started ${operation}`,
      lawful: "NOT_FOUND",
      call: () => administrators.support.bulk.start.mutate({ id: operation }),
    });
  }
  if (device) {
    attempts.push({
      what: `switch off device ${device.id} as an auditor`,
      key: `device.deactivated ${device.id}`,
      lawful: "FORBIDDEN",
      call: () => administrators.auditor.device.deactivate.mutate({ id: device.id }),
    });
  }
  const { what, key, lawful, call } = random.pick(attempts);
  await operationLog.make({ what, key, lawful: [lawful], call });
}

/** A deleted person is nobody, for every door. */
export async function askForDeleted(context: TrafficContext, person: Person): Promise<void> {
  const { id } = person;
  const { owner } = context.administrators;
  const call = context.random.pick<() => Promise<unknown>>([
    () => owner.user.get.query({ id }),
    () => owner.user.deactivate.mutate({ id }),
    () => owner.user.reactivate.mutate({ id }),
    () => owner.user.delete.mutate({ id }),
    () => owner.user.update.mutate({ id, firstName: "Lazarus" }),
  ]);
  await context.operationLog.make({ what: `ask for the deleted user ${id}`, lawful: ["NOT_FOUND"], call });
}

/** Reads: what is known must be what is shown. */
export async function read(context: TrafficContext, person: Person): Promise<void> {
  const outcome = await context.operationLog.make({
    what: `read user ${person.id}`,
    lawful: person.status === undefined ? ["accepted", "NOT_FOUND"] : ["accepted"],
    call: () => context.administrators.auditor.user.get.query({ id: person.id }),
  });
  if (outcome.kind !== "accepted" || person.status === undefined) return;
  const { status } = outcome.answer;
  if (status !== person.status) {
    context.operationLog.violate(`User ${person.id} is shown as ${status}, and was last brought to ${person.status}.`);
  }
}
