/** How much of a file tells its encoding, in bytes. */
const headBytes = 4;

/**
 * The text of a file as it streams in: UTF-8, or UTF-16 as Windows PowerShell and Excel write it. A byte order mark is left
 * out; what is not valid becomes U+FFFD.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head = Buffer.alloc(0);
  for await (const chunk of source) {
    if (decoder) yield decoder.decode(chunk, { stream: true });
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < headBytes) continue;
      decoder = new TextDecoder(encodingOf(head));
      yield decoder.decode(head, { stream: true });
    }
  }
  decoder ??= new TextDecoder(encodingOf(head));
  yield head.length < headBytes ? decoder.decode(head) : decoder.decode();
}

function encodingOf([first, second, third]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Without a mark: an ASCII character of two bytes.
  if (first !== 0 && second === 0 && third !== 0) return "utf-16le";
  return "utf-8";
}
