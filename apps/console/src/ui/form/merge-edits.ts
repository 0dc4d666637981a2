/** A field that two people changed, each to another value. */
export interface EditConflict {
  /** Its name; of a nested one the path, as in `rules.linux.firewall`. */
  readonly field: string;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export interface MergedEdits<Fields> {
  /** Theirs where only they changed something, else mine. */
  readonly merged: Fields;
  readonly conflicts: readonly EditConflict[];
}

/**
 * Merges field by field what two people made of the same thing: only what both changed differently is a conflict. Of lists,
 * which are sets, each one's additions and removals count; of nested fields each by itself.
 * @param base what both began with
 */
export function mergeEdits<Fields extends object>(base: Fields, mine: Fields, theirs: Fields): MergedEdits<Fields> {
  const conflicts: EditConflict[] = [];
  const merged = mergeObjects(base, mine, theirs, { path: [], conflicts });
  return { merged: merged as Fields, conflicts };
}

/** The same fields, with what they made of those in conflict. */
export function withTheirs<Fields extends object>(fields: Fields, conflicts: readonly EditConflict[]): Fields {
  const replaced = (value: unknown, path: string): unknown => {
    const conflict = conflicts.find(({ field }) => field === path);
    if (conflict) return conflict.theirs;
    if (!isNested(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, replaced(inner, path === "" ? name : `${path}.${name}`)]),
    );
  };
  return replaced(fields, "") as Fields;
}

interface Place {
  readonly path: readonly string[];
  readonly conflicts: EditConflict[];
}

function mergeObjects(base: object, mine: object, theirs: object, place: Place): object {
  const at = (of: object, name: string): unknown => (of as Record<string, unknown>)[name];
  return Object.fromEntries(
    Object.keys(theirs).map((name) => [
      name,
      mergeValues(at(base, name), at(mine, name), at(theirs, name), { ...place, path: [...place.path, name] }),
    ]),
  );
}

function mergeValues(base: unknown, mine: unknown, theirs: unknown, place: Place): unknown {
  if (Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs)) return mergeSets(base, mine, theirs);
  if (isNested(base) && isNested(mine) && isNested(theirs)) return mergeObjects(base, mine, theirs, place);
  if (Object.is(mine, base)) return theirs;
  if (!Object.is(theirs, base) && !Object.is(mine, theirs)) {
    place.conflicts.push({ field: place.path.join("."), theirs, mine });
  }
  return mine;
}

/** What they have, with what I added and without what I took away: nobody can do the opposite of it. */
export function mergeSets<Item>(base: readonly Item[], mine: readonly Item[], theirs: readonly Item[]): Item[] {
  const kept = theirs.filter((item) => mine.includes(item) || !base.includes(item));
  return [...kept, ...mine.filter((item) => !base.includes(item) && !theirs.includes(item))];
}

const isNested = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
