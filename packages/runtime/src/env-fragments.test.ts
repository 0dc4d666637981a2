import { expect, it } from "vitest";
import { z } from "zod";
import { consoleSecret, listenHost, logLevel, parseEnv, port, publicUrl } from "./env-fragments.ts";

const variables = z.object({
  HOST: listenHost,
  PORT: port("PORT").default(3000),
  HEALTH_PORT: port("HEALTH_PORT", { least: 0 }).optional(),
  LOG_LEVEL: logLevel,
  PUBLIC_URL: publicUrl.optional(),
  PORTCULLIS_SECRET: consoleSecret.optional(),
});
const defaults = { HOST: "127.0.0.1", PORT: 3000, LOG_LEVEL: "info" };

it("takes an empty variable for none, and leaves what it does not know", () => {
  expect(parseEnv(variables, { PORT: "", LOG_LEVEL: "", PUBLIC_URL: "", OTHER: "x" })).toEqual(defaults);
});

it("reads ports and the console's address", () => {
  const given = { PORT: "65535", HEALTH_PORT: "0", PUBLIC_URL: "https://console.example.com/" };
  const read = { PORT: 65_535, HEALTH_PORT: 0, PUBLIC_URL: new URL("https://console.example.com") };
  expect(parseEnv(variables, given)).toEqual({ ...defaults, ...read });
});

it.each([
  [{ PORT: "0" }, "PORT must be a port from 1 to 65535."],
  [{ PORT: "http" }, "PORT must be a port from 1 to 65535."],
  [{ HEALTH_PORT: "70000" }, "HEALTH_PORT must be a port from 0 to 65535; 0 takes any free one."],
  [{ HOST: "laptop" }, "HOST must be an address to listen on: "],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be debug, info, warn, error or silent."],
  [{ PUBLIC_URL: "console.example.com" }, "PUBLIC_URL must be an address such as https://console.example.com."],
  [{ PUBLIC_URL: "ftp://console.example.com" }, "PUBLIC_URL must be an address such as https://console.example.com."],
  [{ PUBLIC_URL: "https://console.example.com/x" }, "PUBLIC_URL must be an origin without a path"],
  [{ PUBLIC_URL: "http://console.example.com" }, "PUBLIC_URL must be https unless its host is localhost"],
  [{ PORTCULLIS_SECRET: "short" }, "PORTCULLIS_SECRET needs at least 32 characters; generate one with: "],
  [{ PORT: "http", LOG_LEVEL: "loud" }, "PORT must be a port from 1 to 65535.\nLOG_LEVEL must be "],
])("refuses %j with a sentence", (given, sentence) => {
  expect(() => parseEnv(variables, given)).toThrow(sentence);
  expect(() => parseEnv(variables, given)).not.toThrow(/Invalid/);
});
