import { badRequest } from "@portcullis/domain/errors";
import {
  checkPerson,
  isDisabledWord,
  isEnabledWord,
  meaningOf,
  type PersonRecord,
  type RawPerson,
  type Refusal,
} from "./create-people.ts";
import { describeForeignPeople } from "./foreign-files.ts";
import { type PeopleFormat, peopleFormats } from "./people-formats.ts";
import { type CsvLine, readCsv } from "./read-csv.ts";

/** A line of the file: a person, or why it is none. `email` is what the line said, for the report. */
export type PersonLine = { readonly line: number; readonly email: string } & (
  | { readonly person: PersonRecord; readonly isSharedMailbox: boolean; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly person?: never }
);

export interface PeopleFile {
  /** Which product's columns the header has. */
  readonly format: string;
  /** The columns that tell who is disabled; none: the file does not say it. */
  readonly statusColumns: readonly string[];
  /** The columns that nothing is read from. */
  readonly unreadColumns: readonly string[];
  readonly lines: AsyncIterable<PersonLine>;
}

export interface PeopleFileOptions {
  /** Columns to pass over, whatever they sound like. */
  readonly ignoredColumns?: readonly string[];
}

interface StatusColumn {
  readonly place: number;
  readonly name: string;
  readonly meaning: "enabled" | "disabled";
}

/**
 * Recognises the format by the header and reads the people as they stream in. A column that sounds like the account's status
 * is read as such, whatever the format: a line whose word is not known is refused.
 * @throws {DomainError} BAD_REQUEST `input_invalid` where no known header is there
 */
export async function openPeopleFile(
  source: AsyncIterable<Uint8Array>,
  { ignoredColumns = [] }: PeopleFileOptions = {},
): Promise<PeopleFile> {
  const records = readCsv(source);
  const first = await records.next();
  const header = (first.done ? undefined : first.value.fields)?.map((name) => name.trim()) ?? [];
  const names = header.map(columnName);
  const format = peopleFormats.find(({ recognises }) => recognises(new Set(names), header));
  if (!format) throw badRequest("input_invalid", describeForeignPeople(header));

  const ignored = new Set(ignoredColumns.map(columnName));
  const missing = ignoredColumns.find((name) => !names.includes(columnName(name)));
  if (missing !== undefined) throw badRequest("input_invalid", `The file has no column ${missing}.`);
  const status = findStatusColumns(format, names, header, ignored);
  const read = readerOf(format, names, header, status);
  async function* lines() {
    for await (const record of records) yield read.readRecord(record);
  }
  const statusPlaces = new Set(status.map(({ place }) => place));
  return {
    format: format.name,
    statusColumns: status.map(({ name }) => name),
    unreadColumns: header.filter(
      (name, place) => name !== "" && !statusPlaces.has(place) && !read.columns.has(names[place] ?? ""),
    ),
    lines: lines(),
  };
}

function findStatusColumns(
  { noStatus = [] }: PeopleFormat,
  names: readonly string[],
  header: readonly string[],
  ignored: ReadonlySet<string>,
): StatusColumn[] {
  return names.flatMap((name, place) => {
    const meaning = ignored.has(name) || noStatus.includes(name) ? undefined : meaningOf(name);
    return meaning ? [{ place, name: header[place] ?? name, meaning }] : [];
  });
}

function readerOf(
  format: PeopleFormat,
  names: readonly string[],
  header: readonly string[],
  status: readonly StatusColumn[],
) {
  type Field = keyof PeopleFormat["columns"];
  const placesOf = (field: Field) =>
    format.columns[field].map((name) => names.indexOf(name)).filter((place) => place >= 0);
  const places = {
    email: placesOf("email"),
    firstName: placesOf("firstName"),
    lastName: placesOf("lastName"),
    groups: placesOf("groups"),
  };
  /** Every column that was asked for, to tell which are not read. */
  const columns = new Set(Object.values(format.columns).flat());

  function readRecord(record: CsvLine): PersonLine {
    const { line, lastLine, fields, fault } = record;
    if (!fields) return { line, email: "", refusal: { field: "line", why: fault } };
    const filled = (field: Field) => places[field].find((place) => fields[place]?.trim()) ?? places[field][0] ?? -1;
    const cell = (field: Field) => fields[filled(field)]?.trim() ?? "";
    const other = (name: string) => {
      columns.add(name);
      return fields[names.indexOf(name)]?.trim() ?? "";
    };
    const column = (field: Field) => header[filled(field)] || field;
    const raw: RawPerson = format.read(cell, other);
    const email = withoutKeys(raw.email);
    const refuse = (field: string, why: string): PersonLine => ({ line, email, refusal: { field, why } });
    if (fields.slice(header.length).some(Boolean)) {
      return refuse("line", `has ${fields.length} columns where the header has ${header.length}`);
    }
    const nobody = format.refuse?.(other);
    if (nobody) return refuse("line", nobody);
    const { isSharedMailbox = false, ...fieldsOf } = raw;
    const subject = readStatus(fields, status);
    if (typeof subject !== "boolean") return refuse(subject.field, subject.why);
    const checked = checkPerson(
      { ...fieldsOf, enabled: subject },
      {
        email: column("email"),
        firstName: column("firstName"),
        lastName: column("lastName"),
        groups: column("groups"),
      },
    );
    if (checked.person) return { line, email: checked.person.email, person: checked.person, isSharedMailbox };
    const { field, why } = checked.refusal;
    return refuse(
      field,
      lastLine > line ? `${why} (lines ${line} to ${lastLine} are one record: is a closing quote missing?)` : why,
    );
  }

  // Which columns a format reads shows as it reads.
  const note = (name: string) => {
    columns.add(name);
    return "";
  };
  format.read(() => "", note);
  format.refuse?.(note);
  return { readRecord, columns };
}

/** Whether the account may be used: every column must say so. */
function readStatus(fields: readonly string[], status: readonly StatusColumn[]): boolean | Refusal {
  let isEnabled = true;
  for (const { place, name, meaning } of status) {
    const word = fields[place]?.trim() ?? "";
    const said = meaning === "enabled" ? isEnabledWord(word) : negated(isDisabledWord(word));
    if (said === undefined) {
      const what = word === "" ? "is empty, which means" : "has a value that means";
      return { field: name, why: `${what} neither enabled nor disabled; --ignore-column leaves a column out` };
    }
    isEnabled &&= said;
  }
  return isEnabled;
}

const negated = (value: boolean | undefined) => (value === undefined ? undefined : !value);

/** A file with its columns shifted may have a key where an address belongs. */
const withoutKeys = (text: string) => (/[A-Za-z0-9+/]{43}=/.test(text) ? "" : text);

/** `Email Address [Required]`, `User principal name`, `userPrincipalName` and `email_address` alike, as one word. */
function columnName(written: string): string {
  return written
    .replace(/\[[^\]]*\]/g, "")
    .replace(/[\s_-]/g, "")
    .toLowerCase();
}
