import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { mailServer } from "@portcullis/testing/mail-server";
import { expect, it } from "vitest";
import { noMailer } from "./mailer.ts";
import { invitationMail } from "./mails.ts";
import { smtpMailer } from "./smtp-mailer.ts";

const from = "Portcullis <portcullis@console.test>";
const anInvitation = (more: { to?: string; inviterName?: string; tenantName?: string } = {}) =>
  invitationMail({
    to: "grace@people.test",
    tenantName: "Acme Industries",
    inviterName: "Ada Lovelace",
    link: "https://console.test/invitation#secret",
    expiresAt: "2026-12-02T10:30:00.000Z",
    ...more,
  });

function mailer(url: string) {
  const logged: unknown[] = [];
  const made = smtpMailer({ url, from, log: (error) => logged.push(error) });
  return Object.assign(made, { logged, [Symbol.dispose]: () => made.close() });
}

/** A port where nobody listens. */
async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `smtp://127.0.0.1:${port}`;
}

it("hands a mail to the server as it is meant: sender, recipient, subject, words", async () => {
  await using server = await mailServer();
  using post = mailer(server.url);
  expect(await post.send(anInvitation({ inviterName: "Łukasz Żółć" }))).toBe("sent");
  const [received] = server.received;
  expect(received).toMatchObject({ from: "portcullis@console.test", to: ["grace@people.test"] });
  expect(received?.mail.subject).toBe("Łukasz Żółć invites you to Acme Industries");
  expect(received?.mail.from?.text).toBe('"Portcullis" <portcullis@console.test>');
  const lines = received?.mail.text?.split("\n");
  expect(lines).toContain("https://console.test/invitation#secret");
  expect(received?.mail.text).toMatch(/Wednesday,? 2 December 2026.* 10:30 UTC/);
});

it("lets no name and no address add a header or a recipient", async () => {
  await using server = await mailServer();
  using post = mailer(server.url);
  const inviterName = "Ada\r\nBcc: mallory@people.test\r\n\r\nEvil";
  expect(await post.send(anInvitation({ inviterName, tenantName: "Acme\nX-Spy: 1" }))).toBe("sent");
  await post.send(anInvitation({ to: "grace@people.test, mallory@people.test" }));
  await post.send(anInvitation({ to: "grace@people.test\r\nRCPT TO:<mallory@people.test>" }));
  expect(server.received.flatMap(({ to }) => to)).not.toContain("mallory@people.test");
  const [{ mail } = { mail: undefined }] = server.received;
  expect([...(mail?.headers.keys() ?? [])]).not.toContain("bcc");
  expect([...(mail?.headers.keys() ?? [])]).not.toContain("x-spy");
  expect(mail?.subject).toContain("Ada");
});

it("says that a recipient was refused, and sends to the next one", async () => {
  await using server = await mailServer({ refuses: ["nobody@people.test"] });
  using post = mailer(server.url);
  expect(await post.send(anInvitation({ to: "nobody@people.test" }))).toBe("failed");
  expect(await post.send(anInvitation())).toBe("sent");
  expect(server.received).toHaveLength(1);
  expect(post.logged).toEqual([new Error("A mail could not be sent: EENVELOPE RCPT TO 550")]);
});

it("never rejects where no server answers, and does not let a hundred mails wait for it", async () => {
  using post = mailer(await deadUrl());
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => post.send(anInvitation())));
  expect(new Set(outcomes)).toEqual(new Set(["failed"]));
  expect(post.logged.length).toBeLessThanOrEqual(3);
  expect(String(post.logged[0])).not.toContain("grace");
});

it("sends a hundred mails through few connections, each once", async () => {
  await using server = await mailServer();
  using post = mailer(server.url);
  const people = Array.from({ length: 100 }, (_, n) => `person-${n}@people.test`);
  const outcomes = await Promise.all(people.map((to) => post.send(anInvitation({ to }))));
  expect(new Set(outcomes)).toEqual(new Set(["sent"]));
  expect(server.received.flatMap(({ to }) => to).toSorted()).toEqual(people.toSorted());
});

it("is off where no server is configured", async () => {
  expect(noMailer.isOn).toBe(false);
  expect(await noMailer.send(anInvitation())).toBe("off");
});
