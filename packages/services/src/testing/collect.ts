/** A file's bytes as a stream delivers them, some at a time. */
export async function* bytesOf(text: string | Uint8Array, chunk = 64): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
}
