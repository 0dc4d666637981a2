import type { AuditEvent } from "@portcullis/domain/audit";

export interface IdentityLine {
  readonly term: string;
  readonly value: string;
}

/** Who and what an event names, beyond doubt: e-mails, ids, a device's key and addresses. Several people share a name. */
export function identityLines({ id, actor, target, subject, identity }: AuditEvent): IdentityLine[] {
  const lines: IdentityLine[] = [];
  const add = (term: string, ...values: (string | null)[]) => {
    const value = values.filter((each) => each !== null && each !== "").join(" · ");
    if (value !== "") lines.push({ term, value });
  };
  if (actor.id !== null) add("By", identity.actorEmail, actor.id);
  if (target.id !== null && target.id !== actor.id) {
    add(terms[target.kind], identity.targetEmail, identity.publicKey, ...identity.addresses, target.id);
  }
  if (subject && subject.id !== target.id && subject.id !== actor.id) add("Person", identity.subjectEmail, subject.id);
  add("Entry", id);
  return lines;
}

const terms: Record<AuditEvent["target"]["kind"], string> = {
  user: "Person",
  device: "Device",
  session: "Session",
  cascade: "Change",
  group: "Group",
  role: "Role",
  gateway: "Gateway",
  tenant: "Tenant",
};
