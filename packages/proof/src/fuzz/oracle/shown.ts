/** So much of a text is printed. */
const textMax = 1_200;

/** As much of a value as a person reads. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? cut(inner) : inner), 2);
  return text ?? String(value);
}

function cut(text: string): string {
  if (text.length <= textMax) return text;
  return `${text.slice(0, textMax)}… (${text.length} characters)`;
}
