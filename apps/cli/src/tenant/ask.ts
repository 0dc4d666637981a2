import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** NIST SP 800-63B-4 §3.1.1.2, for a password that is the only factor. Code points. */
const passwordMinLength = 15;

/** Whether somebody sits there to be asked. */
export const isAttended = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Asks for a line of text. */
export async function ask(question: string): Promise<string> {
  return withTerminal(true, (read) => read(question));
}

/** Asks for a new password, unseen, until it was given twice alike and is long enough. */
export async function askNewPassword(): Promise<string> {
  return withTerminal(false, async (read) => {
    for (;;) {
      const password = await read(
        `Password of the owner (at least ${passwordMinLength} characters, for example several words): `,
      );
      if (Array.from(password).length < passwordMinLength) {
        process.stderr.write("That is too short.\n");
      } else if (password === (await read("Repeat the password: "))) return password;
      else process.stderr.write("The passwords differ. Try again.\n");
    }
  });
}

/** On stderr: stdout is for what the command answers. */
async function withTerminal<T>(isShown: boolean, work: (read: (question: string) => Promise<string>) => Promise<T>) {
  const output = isShown ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  terminal.once("SIGINT", () => process.exit(130));
  const read = async (question: string) => {
    if (isShown) return terminal.question(question);
    process.stderr.write(question);
    const answer = await terminal.question("");
    process.stderr.write("\n");
    return answer;
  };
  try {
    return await work(read);
  } finally {
    terminal.close();
  }
}
