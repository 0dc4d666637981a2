import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail as a server took it: whom it went to, and what a program would show. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: ParsedMail;
}

export interface MailServer extends AsyncDisposable {
  /** For `SMTP_URL`. */
  readonly url: string;
  readonly received: readonly ReceivedMail[];
}

/** A real SMTP server on loopback, without TLS and passwords. @param refuses recipients that it does not know */
export async function mailServer({ refuses = [] }: { readonly refuses?: readonly string[] } = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo({ address }, _session, answer) {
      if (!refuses.includes(address)) return answer();
      answer(Object.assign(new Error(`No such person: ${address}`), { responseCode: 550 }));
    },
    onData(stream, { envelope }, answer) {
      async function take(): Promise<void> {
        const mail = await simpleParser(stream);
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), mail });
      }
      take().then(() => answer(), answer);
    },
  });
  // A client that goes away without a word is no failure of a test.
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
