import type { AuditEvent } from "@portcullis/domain/audit";
import { bulkVerb } from "@portcullis/domain/bulk";
import { z } from "zod";
import { actionTitle } from "#features/bulk/bulk-text.ts";
import type { Translate } from "#i18n/translator.ts";

/** Somebody or something in a sentence: where it leads, and the end of its id where it has no name any more. */
export interface Named {
  readonly name: string;
  readonly href: string | null;
  readonly id: string | null;
}

/** A sentence whose names can be followed. */
export type Phrase = readonly (string | Named)[];

/** Marks the place of a name in a sentence while it is put together; a private character that no sentence has. */
const mark = "\uE000";

/** A sentence with its names put in, as what they are; a plain string may also choose between its forms. */
export function phrase(
  t: Translate,
  key: Parameters<Translate>[0],
  names: Readonly<Record<string, string | Named | Phrase>>,
): Phrase {
  const parts: (Named | Phrase)[] = [];
  const values = Object.entries(names).map(([name, value]) => [
    name,
    typeof value === "string" ? value : `${mark}${parts.push(value) - 1}${mark}`,
  ]);
  return t(key, Object.fromEntries(values))
    .split(mark)
    .flatMap((text, at) => (at % 2 === 0 ? text : (parts[Number(text)] ?? "")))
    .filter((part) => part !== "");
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
function actorOf(t: Translate, { actor }: AuditEvent): Named {
  if (actor.kind === "user") return person(actor, t(actor.id === null ? "audit.actor.unknown" : "audit.actor.user"));
  return plain((actor.kind === "device" ? actor.name : null) ?? t(`audit.actor.${actor.kind}`));
}

/** Whose it is that something was done to. */
function whose({ actor, subject }: AuditEvent): "own" | "nobody" | "other" {
  if (actor.id !== null && actor.id === subject?.id) return "own";
  return subject === null ? "nobody" : "other";
}

/** What has a name of its own, and the page of it. */
const pageOf = { device: "/devices", gateway: null, group: "/groups", role: "/roles", tenant: null };
type Noun = keyof typeof pageOf;

/** "the role Auditor", by its name now or by the one it had, which leads nowhere; "a device 1f2e3d4c" where none is known. */
function thing(t: Translate, { target, details }: AuditEvent, noun: Noun): Phrase {
  const former = details?.before?.["name"] ?? details?.after?.["name"];
  const page = pageOf[noun];
  const href = page && target.kind === noun ? `${page}/${target.id}` : null;
  if (target.name !== null) return phrase(t, `audit.named.${noun}`, { name: { name: target.name, href, id: null } });
  if (typeof former === "string") return phrase(t, `audit.named.${noun}`, { name: plain(former) });
  return [{ name: t(`audit.unnamed.${noun}`), href: null, id: target.id }];
}

/** As the start of a bulk operation records it. */
const startedBulk = z.object({ action: z.object({ verb: bulkVerb }), total: z.int() });

/** A bulk operation by what it does to how many, where the event says that. */
function operation(t: Translate, { target, details }: AuditEvent): Named {
  const started = startedBulk.safeParse(details?.after).data;
  const name = started
    ? t("audit.theBulkOperation", { title: actionTitle(t, started.action.verb, started.total) })
    : t("audit.aBulkOperation");
  return { name, href: `/changes/bulk/${target.id}`, id: null };
}

const nounOf = ({ action }: AuditEvent): Noun =>
  (["gateway", "group", "role", "tenant"] as const).find((noun) => action.startsWith(`${noun}.`)) ?? "device";

/** All that a sentence about an event may name, and what chooses between its forms. */
export function namesOf(t: Translate, event: AuditEvent) {
  const { actor, subject, target, details } = event;
  const named = thing(t, event, nounOf(event));
  return {
    actor: actorOf(t, event),
    subject: subject ? person(subject, t("common.aDeletedPerson")) : plain(t("audit.somebody")),
    person: person(target, t(event.action === "user.deleted" ? "audit.aPerson" : "common.aDeletedPerson")),
    thing: named,
    device: named,
    operation: operation(t, event),
    whose: whose(event),
    by: actor.kind,
    target: target.id === null ? "unknown" : "known",
    reason: details?.reason ?? "",
    compliance: String(details?.after?.["compliance"]),
  };
}

/** What somebody or something is called in these events; null where none of them names it. */
export function nameInEvents(events: readonly AuditEvent[], id: string): string | null {
  for (const { actor, target, subject } of events) {
    const known = [actor, target, subject].find((party) => party?.id === id && party.name !== null);
    if (known) return known.name;
  }
  return null;
}
