import type { PersonRecord, RawPerson } from "./person-record.ts";

/** How one product writes people: how its header is recognised, and where the fields stand. */
export interface PeopleFormat {
  readonly name: string;
  /** Normalised names of the columns that tell this format from the others. */
  readonly recognisedBy: readonly string[];
  /** The columns behind each field, the first that the file has and that is filled in; normalised. */
  readonly columns: Readonly<Record<keyof PersonRecord, readonly string[]>>;
  /** `cell` answers a field by the columns above, `other` any column by its normalised name; both "" where there is none. */
  readonly read: (cell: (field: keyof PersonRecord) => string, other: (column: string) => string) => RawPerson;
}

const on = new Set(["", "active", "true", "yes", "enabled"]);
const off = new Set(["suspended", "archived", "inactive", "disabled", "false", "no"]);

/** Undefined for a word of neither list. */
function isEnabled(word: string): boolean | undefined {
  const known = word.toLowerCase();
  if (on.has(known)) return true;
  return off.has(known) ? false : undefined;
}

const isBlocked = (word: string) => word.toLowerCase() === "true";

/**
 * Google Workspace: Admin console › Users › Download users. Its columns carry their duty in brackets, such as
 * `Email Address [Required]` and `Status [READ ONLY]`. The organisational unit becomes a group by its whole path, because
 * two units of one name under different parents are not the same people; the top one (`/`) is everybody, so no group.
 * Source: https://support.google.com/a/answer/7348070, https://support.google.com/a/answer/40057
 */
const google: PeopleFormat = {
  name: "Google Workspace",
  recognisedBy: ["emailaddress", "orgunitpath"],
  columns: {
    email: ["emailaddress"],
    firstName: ["firstname"],
    lastName: ["lastname"],
    enabled: ["status"],
    groups: ["orgunitpath"],
  },
  read: (cell) => ({
    email: cell("email"),
    firstName: cell("firstName"),
    lastName: cell("lastName"),
    enabled: isEnabled(cell("enabled")),
    groups: [
      cell("groups")
        .trim()
        .replace(/^\/+|\/+$/g, ""),
    ].filter(Boolean),
  }),
};

/**
 * Microsoft Entra: Users › Download users (`userPrincipalName`, `displayName`, `givenName`, `accountEnabled` …), and the
 * newer spelling with blanks (`User principal name`, `First name`), which Microsoft 365's list of active users shares,
 * with `Block credential` for the status. The department becomes a group. The mail address wins
 * over the principal name, which for guests is none; whoever has only a display name, a shared mailbox say, keeps it.
 * Source: https://learn.microsoft.com/entra/identity/users/users-bulk-download
 */
const entra: PeopleFormat = {
  name: "Microsoft Entra",
  recognisedBy: ["userprincipalname"],
  columns: {
    email: ["mail", "emailaddress", "email", "userprincipalname"],
    firstName: ["givenname", "firstname"],
    lastName: ["surname", "lastname"],
    enabled: ["accountenabled", "blockcredential"],
    groups: ["department"],
  },
  read: (cell, other) => ({
    email: cell("email"),
    firstName: cell("firstName") || (cell("lastName") ? "" : other("displayname")),
    lastName: cell("lastName"),
    enabled: isEnabled(other("accountenabled")) && !isBlocked(other("blockcredential")),
    groups: [cell("groups")].filter(Boolean),
  }),
};

/** `email,firstName,lastName,groups`, the groups separated by semicolons; all but the e-mail may be left out. */
const plain: PeopleFormat = {
  name: "plain",
  recognisedBy: ["email"],
  columns: {
    email: ["email"],
    firstName: ["firstname"],
    lastName: ["lastname"],
    enabled: [],
    groups: ["groups"],
  },
  read: (cell) => ({
    email: cell("email"),
    firstName: cell("firstName"),
    lastName: cell("lastName"),
    enabled: true,
    groups: cell("groups")
      .split(";")
      .map((name) => name.trim())
      .filter(Boolean),
  }),
};

/** The more telling first. */
export const peopleFormats: readonly PeopleFormat[] = [google, entra, plain];
