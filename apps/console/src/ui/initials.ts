const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

function firstLetter(word: string): string {
  for (const { segment } of letters.segment(word)) return segment;
  return "";
}

/** One or two letters for a person: of first and last name, or of the part before the @. */
export function initials(name: string): string {
  const words = (name.includes("@") ? (name.split("@")[0] ?? "") : name).split(/[\s._-]+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => firstLetter(word ?? ""))
    .join("")
    .toLocaleUpperCase("en");
}

/** A hue in degrees, always the same for the same name (FNV-1a). */
export function avatarHue(name: string): number {
  let hash = 0x811c9dc5;
  for (const unit of name.toLowerCase()) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return ((hash >>> 0) % 12) * 30;
}
