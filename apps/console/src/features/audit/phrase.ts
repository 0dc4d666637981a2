import type { AuditEvent } from "@portcullis/domain/audit";

/** Somebody or something in a sentence: where it leads, and the end of its id where it has no name any more. */
export interface Named {
  readonly name: string;
  readonly href: string | null;
  readonly id: string | null;
}

/** A sentence whose names can be followed. */
export type Phrase = readonly (string | Named)[];

/** Puts names into a sentence: phrase`${actor} deactivated ${person}`. */
export function phrase(words: TemplateStringsArray, ...names: readonly (string | Named | Phrase)[]): Phrase {
  return words.flatMap((word, at) => [word, names[at] ?? ""].flat()).filter((part) => part !== "");
}

/** Ids begin with the time they were made at, so it is their ends that tell them apart. */
export const shortId = (id: string) => id.slice(-8);

/** The sentence without links. */
export function phraseText(parts: Phrase): string {
  return parts
    .map((part) =>
      typeof part === "string" ? part : [part.name, part.id && shortId(part.id)].filter(Boolean).join(" "),
    )
    .join("");
}

const plain = (name: string): Named => ({ name, href: null, id: null });

/** A user: by name to the page of the living; what is left of the erased is the audit log of their id. */
export function person(who: { readonly id: string | null; readonly name: string | null }, nameless: string): Named {
  if (who.id === null) return plain(nameless);
  if (who.name !== null) return { name: who.name, href: `/users/${who.id}`, id: null };
  return { name: nameless, href: `/activity?target=${who.id}`, id: who.id };
}

/** Who did it, as the beginning of a sentence. */
export function actorOf({ actor }: AuditEvent): Named {
  switch (actor.kind) {
    case "worker":
      return plain("The worker");
    case "operator":
      return plain("The operator");
    case "device":
      return plain(actor.name ?? "A device");
    case "user":
      return person(actor, actor.id === null ? "Somebody" : "A deleted person");
  }
}

/** The user whom it is about. */
export function subjectOf({ subject }: AuditEvent): Named {
  return subject ? person(subject, "a deleted person") : plain("somebody");
}

/** Whether somebody did it to what is their own. */
export function isOwn({ actor, subject }: AuditEvent): boolean {
  return actor.id !== null && actor.id === subject?.id;
}

/** " of Ada Lovelace", and nothing for what is the actor's own. */
export function ofSubject(event: AuditEvent, word: "of" | "for" = "of"): Phrase {
  return event.subject === null || isOwn(event) ? [] : phrase` ${word} ${subjectOf(event)}`;
}

/** The device by its name now, or by the one it had; removed ones lead nowhere. */
function deviceName({ target, details }: AuditEvent): Named | null {
  if (target.name !== null) return { name: target.name, href: `/devices/${target.id}`, id: null };
  const former = details?.before?.["name"] ?? details?.after?.["name"];
  return typeof former === "string" ? plain(former) : null;
}

/** "the device laptop", or "a device 1f2e3d4c" where nothing else is known of it. */
export function theDevice(event: AuditEvent): Phrase {
  const known = deviceName(event);
  return known ? phrase`the device ${known}` : [{ name: "a device", href: null, id: event.target.id }];
}

/** Where a role or a group has its page; the tenant has none. */
const pageOf: Readonly<Record<string, string>> = { role: "/roles", group: "/groups" };

/** A role, a group or the tenant: by its name now, to its page where it has one, or by the name it had. */
export function thing({ target, details }: AuditEvent, noun: string): Phrase {
  const page = pageOf[target.kind];
  if (target.name !== null) {
    return [`the ${noun} `, { name: target.name, href: page ? `${page}/${target.id}` : null, id: null }];
  }
  const former = details?.before?.["name"] ?? details?.after?.["name"];
  return typeof former === "string"
    ? [`the ${noun} `, plain(former)]
    : [{ name: `a ${noun}`, href: null, id: target.id }];
}

/** What somebody or something is called in these events; null where none of them names it. */
export function nameInEvents(events: readonly AuditEvent[], id: string): string | null {
  for (const { actor, target, subject } of events) {
    const known = [actor, target, subject].find((party) => party?.id === id && party.name !== null);
    if (known) return known.name;
  }
  return null;
}
