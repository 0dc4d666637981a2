type Source = Readonly<Record<string, string | undefined>>;

/** The operator's own database, as far as a tenant's command is told of it. */
export interface OwnDatabase {
  readonly ownerUrl: string;
  /** Needed for migrating only: the grants go to its user. */
  readonly applicationUrl: string | undefined;
}

/**
 * Undefined: the embedded database.
 * @throws {Error} with a sentence where a variable is no PostgreSQL URL
 */
export function readOwnDatabase(source: Source = process.env): OwnDatabase | undefined {
  const ownerUrl = readUrl(source, "DATABASE_OWNER_URL");
  return ownerUrl === undefined ? undefined : { ownerUrl, applicationUrl: readUrl(source, "DATABASE_URL") };
}

function readUrl(source: Source, name: string): string | undefined {
  const given = source[name];
  if (!given) return undefined;
  if (URL.canParse(given) && /^postgres(ql)?:$/.test(new URL(given).protocol)) return given;
  throw new Error(`${name} must be a postgres:// URL.`);
}

/** Where browsers find the console, as `start` is told: for a sentence, so what cannot be read counts as left out. */
export function signInAddress(source: Source = process.env): string {
  const given = source["PUBLIC_URL"] ?? "";
  const base = URL.canParse(given) ? given : `http://localhost:${source["PORT"] || 3000}`;
  return new URL("/sign-in", base).href;
}
