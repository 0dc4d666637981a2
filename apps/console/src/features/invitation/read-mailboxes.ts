import addressparser from "nodemailer/lib/addressparser";

interface NamedMailbox {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Recipients as a mail program copies them: `Ada Lovelace <ada@…>, "Berg, Bo" <bo@…>`, or `Berg, Bo <bo@…>; …` as Outlook does. */
export function readMailboxes(text: string): NamedMailbox[] {
  return addressparser(text, { flatten: true })
    .filter(({ address, name }) => address !== "" || name !== "")
    .map(({ address, name }) => toMailbox(address, name));
}

/** `Berg, Bo` is written by the last name; else the first word is the first name. */
function toMailbox(email: string, name: string): NamedMailbox {
  const [last = "", first] = name.split(/,\s*(.*)/s);
  if (first !== undefined) return { email, firstName: first.trim(), lastName: last.trim() };
  const [firstName = "", ...rest] = name.trim().split(/\s+/);
  return { email, firstName, lastName: rest.join(" ") };
}
