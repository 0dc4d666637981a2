import { expect, it } from "vitest";
import { exposureOfStart, readStartEnv } from "./env.ts";
import { serviceDefinitions } from "./start/services.ts";

const minimalEnv = { PORTCULLIS_DATA: "/var/lib/portcullis" };

it("hands the mail server on to the console, and to the worker, which mails what an import queued", async () => {
  const mail = {
    SMTP_URL: "smtp://user:secret@mail.example.com:587",
    MAIL_FROM: "Portcullis <p@example.com>",
    MAILS_PER_HOUR: "2000",
  };
  const env = await readStartEnv({ ...minimalEnv, ...mail });
  const options = { env, databaseUrl: "postgres://app@localhost/db", secret: "x".repeat(32), isDevelopment: false };
  const [consoleService, worker] = await serviceDefinitions(options);
  expect(consoleService.env).toMatchObject(mail);
  expect(worker?.env).toMatchObject({ ...mail, PUBLIC_URL: "http://localhost:3000" });
});

it("starts without a mail server, and names none then", async () => {
  const env = await readStartEnv({ ...minimalEnv, SMTP_URL: "" });
  expect(env.mail).toBeUndefined();
});

it("says what is missing or wrong of the mail server", async () => {
  await expect(readStartEnv({ ...minimalEnv, SMTP_URL: "smtp://mail.example.com" })).rejects.toThrow("MAIL_FROM");
  await expect(readStartEnv({ ...minimalEnv, SMTP_URL: "mail.example.com" })).rejects.toThrow("SMTP_URL must be");
  await expect(readStartEnv({ ...minimalEnv, MAILS_PER_HOUR: "0" })).rejects.toThrow("MAILS_PER_HOUR must be");
});

it.each([
  [{}, []],
  [{ HOST: "0.0.0.0" }, ["HOST is 0.0.0.0"]],
  [{ PUBLIC_URL: "https://console.example.com" }, ["PUBLIC_URL is https://console.example.com"]],
  [{ SMTP_URL: "smtp://mail.example.com", MAIL_FROM: "p@example.com" }, ["SMTP_URL is set"]],
  [{ TRUSTED_PROXIES: "127.0.0.1" }, ["TRUSTED_PROXIES is 127.0.0.1"]],
  [
    { DATABASE_URL: "postgres://app@db/p", DATABASE_OWNER_URL: "postgres://owner@db/p" },
    ["DATABASE_URL points to your own database"],
  ],
])("knows by what others reach the console of %o", async (given, reasons) => {
  expect(exposureOfStart(await readStartEnv({ ...minimalEnv, ...given }))).toEqual(reasons);
});
