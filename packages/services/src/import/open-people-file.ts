import { badRequest } from "@portcullis/domain/errors";
import { peopleFormats } from "./people-formats.ts";
import { checkPerson, type PersonRecord, type Refusal } from "./person-record.ts";
import { type CsvLine, readCsv } from "./read-csv.ts";

/** A line of the file: a person, or why it is none. `email` is what the line said, for the report. */
export type PersonLine = { readonly line: number; readonly email: string } & (
  | { readonly person: PersonRecord; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly person?: never }
);

export interface PeopleFile {
  /** Which product's columns the header has. */
  readonly format: string;
  readonly lines: AsyncIterable<PersonLine>;
}

/**
 * Recognises the format by the header and reads the people as they stream in.
 * @throws {DomainError} BAD_REQUEST `input_invalid` where no known header is there
 */
export async function openPeopleFile(source: AsyncIterable<Uint8Array>): Promise<PeopleFile> {
  const records = readCsv(source);
  const first = await records.next();
  const header = (first.done ? undefined : first.value.fields) ?? [];
  const names = header.map(columnName);
  const format = peopleFormats.find(({ recognisedBy }) => recognisedBy.every((name) => names.includes(name)));
  if (!format) {
    throw badRequest(
      "input_invalid",
      "The first line is not a header that is known: use the user export of Google Workspace or Microsoft Entra, or the columns email,firstName,lastName,groups.",
    );
  }

  const { read } = format;
  const placesOf = (field: keyof PersonRecord) =>
    format.columns[field].map((name) => names.indexOf(name)).filter((place) => place >= 0);
  const places = {
    email: placesOf("email"),
    firstName: placesOf("firstName"),
    lastName: placesOf("lastName"),
    enabled: placesOf("enabled"),
    groups: placesOf("groups"),
  };

  function check(record: CsvLine): PersonLine {
    const { line, lastLine, fields, fault } = record;
    if (!fields) return { line, email: "", refusal: { field: "line", why: fault } };
    const filled = (field: keyof PersonRecord) =>
      places[field].find((place) => fields[place]?.trim()) ?? places[field][0] ?? -1;
    const cell = (field: keyof PersonRecord) => fields[filled(field)]?.trim() ?? "";
    const email = cell("email");
    if (fields.slice(header.length).some(Boolean)) {
      const why = `has ${fields.length} columns where the header has ${header.length}`;
      return { line, email, refusal: { field: "line", why } };
    }
    const column = (field: keyof PersonRecord) => header[filled(field)]?.trim() ?? field;
    const other = (name: string) => fields[names.indexOf(name)]?.trim() ?? "";
    const checked = checkPerson(read(cell, other), {
      email: column("email"),
      firstName: column("firstName"),
      lastName: column("lastName"),
      enabled: column("enabled"),
      groups: column("groups"),
    });
    if (checked.person) return { line, email: checked.person.email, person: checked.person };
    const { field, why } = checked.refusal;
    const span = lastLine > line ? `${why} (lines ${line} to ${lastLine} are one record: is a quote left open?)` : why;
    return { line, email, refusal: { field, why: span } };
  }

  async function* lines() {
    for await (const record of records) yield check(record);
  }
  return { format: format.name, lines: lines() };
}

/** `Email Address [Required]`, `User principal name`, `userPrincipalName` and `email_address` alike, as one word. */
function columnName(written: string): string {
  return written
    .replace(/\[[^\]]*\]/g, "")
    .replace(/[\s_-]/g, "")
    .toLowerCase();
}
