import type { Hands } from "./hands.ts";
import type { Person } from "./person.ts";

/** What must be refused whatever happens around it, by those who may not, and to those to whom nobody may. */
export async function tryForbidden(hands: Hands, person: Person): Promise<void> {
  const { staff, journal, random } = hands;
  const { id } = person;
  const [device] = person.devices;
  const attempts: { what: string; key: string; lawful: string; call: () => Promise<unknown> }[] = [
    {
      what: `deactivate user ${id} as a member`,
      key: `user.deactivated ${id}`,
      lawful: "FORBIDDEN",
      call: () => staff.member.user.deactivate.mutate({ id }),
    },
    {
      what: `delete user ${id} as support`,
      key: `user.deleted ${id}`,
      lawful: "FORBIDDEN",
      call: () => staff.support.user.delete.mutate({ id }),
    },
    {
      what: `rename user ${id} as an auditor`,
      key: `user.updated ${id}`,
      lawful: "FORBIDDEN",
      call: () => staff.auditor.user.update.mutate({ id, firstName: "Mallory" }),
    },
    {
      what: "deactivate the owner as an administrator",
      key: `user.deactivated ${staff.ownerId}`,
      lawful: "FORBIDDEN",
      call: () => staff.admin.user.deactivate.mutate({ id: staff.ownerId }),
    },
    {
      what: `deactivate user ${id} from another tenant`,
      key: `user.deactivated ${id}`,
      lawful: "NOT_FOUND",
      call: () => staff.stranger.user.deactivate.mutate({ id }),
    },
  ];
  if (device) {
    attempts.push({
      what: `switch off device ${device.id} as an auditor`,
      key: `device.deactivated ${device.id}`,
      lawful: "FORBIDDEN",
      call: () => staff.auditor.device.deactivate.mutate({ id: device.id }),
    });
  }
  const { what, key, lawful, call } = random.pick(attempts);
  await journal.make({ what, key, lawful: [lawful], call });
}

/** A deleted person is nobody, for every door. */
export async function askForDeleted(hands: Hands, person: Person): Promise<void> {
  const { id } = person;
  const { owner } = hands.staff;
  const call = hands.random.pick<() => Promise<unknown>>([
    () => owner.user.get.query({ id }),
    () => owner.user.deactivate.mutate({ id }),
    () => owner.user.reactivate.mutate({ id }),
    () => owner.user.delete.mutate({ id }),
    () => owner.user.update.mutate({ id, firstName: "Lazarus" }),
  ]);
  await hands.journal.make({ what: `ask for the deleted user ${id}`, lawful: ["NOT_FOUND"], call });
}

/** Reads: what is known must be what is shown. */
export async function read(hands: Hands, person: Person): Promise<void> {
  const outcome = await hands.journal.make({
    what: `read user ${person.id}`,
    lawful: person.status === undefined ? ["accepted", "NOT_FOUND"] : ["accepted"],
    call: () => hands.staff.auditor.user.get.query({ id: person.id }),
  });
  if (outcome.kind !== "accepted" || person.status === undefined) return;
  const { status } = outcome.answer;
  if (status !== person.status) {
    hands.journal.violate(`User ${person.id} is shown as ${status}, and was last brought to ${person.status}.`);
  }
}
