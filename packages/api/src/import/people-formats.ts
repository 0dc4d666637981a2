import type { PersonRecord, RawPerson } from "./create-people.ts";

type TextField = Exclude<keyof PersonRecord, "enabled">;

/** How one product writes people: how its header is recognised, and where the fields stand. */
export interface PeopleFormat {
  readonly name: string;
  /** Whether these normalised names of columns are this product's; `header` as the file spells it. */
  readonly recognises: (names: ReadonlySet<string>, header: readonly string[]) => boolean;
  /** The columns behind each field, the first that the file has and that is filled in; normalised. */
  readonly columns: Readonly<Record<TextField, readonly string[]>>;
  /** Columns that sound like the account's status and are something else. */
  readonly noStatus?: readonly string[];
  /** `cell` answers a field by the columns above, `other` any column by its normalised name; both "" where there is none. */
  readonly read: (cell: (field: TextField) => string, other: (column: string) => string) => RawPerson;
  /** Why a record is nobody's, such as a group or a bot. */
  readonly refuse?: (other: (column: string) => string) => string | undefined;
}

const listOf = (text: string, separator: string) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);

const names = { firstName: ["firstname", "givenname"], lastName: ["lastname", "surname", "familyname"] } as const;

/** The names, or where there are none the whole name that is shown, as the first one. */
function readNames(cell: (field: TextField) => string, shown: string) {
  const lastName = cell("lastName");
  return { firstName: cell("firstName") || (lastName ? "" : shown), lastName };
}

/**
 * Google Workspace: Admin console › Users › Download users; columns are marked, such as `Email Address [Required]` and `Status
 * [READ ONLY]` (source: https://support.google.com/a/answer/7348070, https://support.google.com/a/answer/40057). The
 * organisational unit becomes a group by its whole path, because units of one name under different parents differ; the top one
 * (`/`) is everybody, so no group.
 */
const google: PeopleFormat = {
  name: "Google Workspace",
  recognises: (known, header) =>
    known.has("emailaddress") &&
    (known.has("orgunitpath") || header.some((name) => /^email address \[required\]$/i.test(name.trim()))),
  columns: { email: ["emailaddress"], ...names, groups: ["orgunitpath"] },
  noStatus: ["newstatus"],
  read: (cell) => ({
    email: cell("email"),
    firstName: cell("firstName"),
    lastName: cell("lastName"),
    groups: [cell("groups").replace(/^\/+|\/+$/g, "")].filter(Boolean),
  }),
};

/** The primary address of a mailbox: `SMTP:` in capitals, in a list such as `SMTP:ada@acme.test+smtp:a@acme.test`. */
const primaryAddress = (list: string) => /(?:^|[+,;\s])SMTP:([^+,;\s]+)/.exec(list)?.[1] ?? "";

/**
 * Microsoft Entra: Users › Download users (`userPrincipalName`, `displayName`, `givenName`, `accountEnabled` …, or with
 * blanks: `User principal name`, `First name`), a group's members, and Microsoft 365's list of active users (`Block
 * credential`, `Proxy addresses`); source: https://learn.microsoft.com/entra/identity/users/users-bulk-download. The
 * department becomes a group, and the mailbox wins over the principal name, which is no address for guests.
 */
const entra: PeopleFormat = {
  name: "Microsoft Entra",
  recognises: (known) => known.has("userprincipalname"),
  columns: { email: ["mail", "emailaddress", "email", "userprincipalname"], ...names, groups: ["department"] },
  noStatus: ["state", "stateorprovince", "invitationstate", "strongauthenticationstate", "mfastatus"],
  read: (cell, other) => {
    const mailbox = other("mail") || primaryAddress(other("proxyaddresses")) || cell("email");
    return {
      email: mailbox,
      isSharedMailbox: mailbox.toLowerCase() !== other("userprincipalname").toLowerCase(),
      ...readNames(cell, other("displayname")),
      groups: [cell("groups")].filter(Boolean),
    };
  },
  refuse: (other) => {
    const type = other("membertype") || other("objecttype");
    return type === "" || type.toLowerCase() === "user" ? undefined : "is not the account of a person";
  },
};

/** Slack: Manage members › Export member list. A bot is no person. */
const slack: PeopleFormat = {
  name: "Slack",
  recognises: (known) => known.has("email") && known.has("billingactive") && known.has("status"),
  columns: { email: ["email"], firstName: [], lastName: [], groups: [] },
  // Whether somebody is billed follows from how much they use it.
  noStatus: ["billingactive"],
  read: (cell, other) => ({
    email: cell("email"),
    firstName: other("fullname") || other("displayname"),
    lastName: "",
    groups: [],
  }),
  refuse: (other) => (other("status").toLowerCase() === "bot" ? "is the account of a bot" : undefined),
};

/**
 * Okta's user report, JumpCloud's `Get-JCUser | Export-Csv`, CloudConnexa's users and similar: `login` or `username`, `email`,
 * names, `status` or `state`, `department` or `group` (source:
 * https://developer.okta.com/docs/reference/api/users/#user-status). JumpCloud repeats the state in `activated`, `suspended`
 * and `account_locked`, the last of which is the password's.
 */
const directory: PeopleFormat = {
  name: "user directory",
  recognises: (known) =>
    (known.has("email") || known.has("primaryemail")) &&
    (known.has("login") || known.has("username")) &&
    (known.has("status") || known.has("state") || known.has("userstatus")),
  columns: { email: ["email", "primaryemail"], ...names, groups: ["department", "group", "usergroup"] },
  noStatus: [
    "accountlocked",
    "accountlockeddate",
    "statuschanged",
    "statuschangeddate",
    "activated",
    "activateddate",
    "activationdate",
  ],
  read: (cell, other) => ({
    email: cell("email"),
    ...readNames(cell, other("displayname")),
    groups: [cell("groups")].filter(Boolean),
  }),
};

/** Tailscale: admin console › Users, as CSV. */
const tailscale: PeopleFormat = {
  name: "Tailscale",
  recognises: (known) => known.has("loginname") && known.has("displayname") && known.has("role"),
  columns: { email: ["loginname"], firstName: [], lastName: [], groups: [] },
  noStatus: ["lastseen"],
  read: (cell, other) => ({ email: cell("email"), firstName: other("displayname"), lastName: "", groups: [] }),
};

/** `email,firstName,lastName,groups`, the groups separated by semicolons; all but the e-mail may be left out. */
const plain: PeopleFormat = {
  name: "plain",
  recognises: (known) => known.has("email"),
  columns: { email: ["email"], ...names, groups: ["groups"] },
  read: (cell, other) => ({
    email: cell("email"),
    ...readNames(cell, other("name") || other("displayname") || other("fullname")),
    groups: listOf(cell("groups"), ";"),
  }),
};

/** The more telling first. */
export const peopleFormats: readonly PeopleFormat[] = [google, entra, slack, tailscale, directory, plain];
