import { open } from "node:fs/promises";

/** The last line with text of a file, from its last 4 KiB. */
export async function lastLine(path: string): Promise<string> {
  await using file = await open(path);
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4_096), position: Math.max(0, size - 4_096) });
  const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
  return lines.findLast((line) => line.trim() !== "") ?? "its log is empty";
}
