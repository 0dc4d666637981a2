import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testConsole } from "../testing/test-console.ts";

const input = (value: unknown) => encodeURIComponent(JSON.stringify(value));

/** What would end every session of the one who asks, were it let through. */
const revoke = "session.revokeAll";

const paths: [what: string, path: string, status: number][] = [
  ["a path that climbs", `../trpc/${revoke}`, 400],
  ["a path that climbs in disguise", `%2e%2e/trpc/${revoke}`, 400],
  ["a trailing dot", `${revoke}.`, 404],
  ["a trailing slash", `${revoke}/`, 404],
  ["another case", "Session.RevokeAll", 404],
  ["a prototype", "__proto__", 404],
  ["a constructor", "session.constructor", 404],
  ["a worker's procedure", "internal.cascade.due", 404],
  ["nothing", "", 404],
  ["broken encoding", "%", 400],
  ["broken encoding in a batch", "%zz,account.me?batch=1", 400],
  ["a mutation by GET", `${revoke}?input=${input({})}`, 405],
  ["a mutation in a batch of queries", `account.me,${revoke}?batch=1&input=${input({ 1: {} })}`, 400],
  ["a stream in a batch", `account.me,cascade.watch?batch=1&input=${input({})}`, 400],
  ["a batch whose input is nothing", "user.get,user.get?batch=1&input=null", 400],
  ["damaged connection parameters", "cascade.watch?connectionParams=%7B", 400],
];

const bodies: [what: string, body: string, status: number][] = [
  ["a batch of two where one is wrong", JSON.stringify([]), 400],
  ["nesting without end", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, 400],
  ["objects without end", `{"userId":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`, 400],
  ["the envelope of wire 1", `{"json":{"userId":"x"},"meta":{"values":{"userId":["Date"]}}}`, 400],
  ["a key that is the prototype's", `{"__proto__":{"userId":"x"}}`, 400],
  ["a constructor", `{"constructor":{"prototype":{"x":1}}}`, 400],
  ["bytes that are no text", "\u00ff\u00fe{}", 400],
];

describe("a strange request", () => {
  let running: Awaited<ReturnType<typeof testConsole>>;
  let cookie: string;
  let other: string;
  beforeAll(async () => {
    running = await testConsole();
    const person = await running.aSignedIn();
    cookie = person.cookie;
    other = (await person.signInAgain()).cookie;
  });
  afterAll(() => running[Symbol.asyncDispose]());

  it.each(["somebody@console.test", "a b", "console.test/x", "[::1", "console.test:99999"])(
    "by the host that it asks for is told so: %s",
    async (host) => {
      const answer = await running.ask("/api/trpc/account.me", { headers: { cookie, host } });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('"reason":"request_malformed"');
    },
  );

  it.each(paths)("by its path is told so, in a form that clients read: %s", async (_, path, status) => {
    const answer = await running.ask(`/api/trpc/${path}`, { headers: { cookie } });
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/"reason":"(procedure_unknown|request_malformed)"/);
  });

  it.each(["/api/trpc", "/API/TRPC/account.me", "/api/trpc%2Faccount.me", "//api/trpc/account.me"])(
    "to %s is no request to the API",
    async (path) => {
      expect((await running.ask(path, { headers: { cookie } })).text).not.toContain('"result"');
      const headers = { cookie, "content-type": "application/json" };
      expect((await running.ask(path, { method: "POST", headers, body: "{}" })).status).toBe(405);
    },
  );

  it.each(["*", "http://console.example/users", "/users/%", "/api/auth/csrf%zz", "/%ff", "/%E0%A4%A"])(
    "for no path, but %j, is told so",
    async (target) => {
      expect(await running.ask(target)).toMatchObject({
        status: 400,
        text: expect.stringContaining("The request target must be a path.") as string,
      });
    },
  );

  it.each(["/_global-error", "//_global-error", "/%5Fglobal-error?x", "/_global-error.rsc"])(
    "for the page that Next keeps for its failures finds nothing: %s",
    async (path) => {
      expect(JSON.parse((await running.ask(path)).text)).toMatchObject({ url: "/_not-found" });
    },
  );

  it("that never came to a call is answered as JSON all the same", async () => {
    const path = `/api/trpc/${Array(11).fill("account.me").join(",")}?batch=1`;
    const answer = await running.ask(path, { headers: { cookie } });
    expect([answer.status, answer.headers["content-type"]]).toEqual([400, "application/json"]);
  });

  it.each(bodies)("by its body is told so: %s", async (_, body, status) => {
    const headers = { cookie, "content-type": "application/json" };
    const answer = await running.ask(`/api/trpc/${revoke}`, { method: "POST", headers, body });
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/"reason":"(input_invalid|request_malformed)"/);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it.each(["PUT", "PATCH", "DELETE", "POST"])("does not turn a query into something else by %s", async (method) => {
    const headers = { cookie, "content-type": "application/json" };
    expect((await running.ask("/api/trpc/account.me", { method, headers, body: "{}" })).status).toBe(405);
  });

  it("does not become a mutation by a header that claims another method", async () => {
    for (const name of ["x-http-method-override", "x-method-override", "x-http-method"]) {
      const path = `/api/trpc/${revoke}?input=${input({})}`;
      expect((await running.ask(path, { headers: { cookie, [name]: "POST" } })).status).toBe(405);
    }
  });

  it.each([
    ["two lengths", "content-length: 4\r\ncontent-length: 5\r\n\r\nabcd"],
    ["a length and chunks", "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["an encoding that is none", "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n"],
    ["a header over two lines", "x-a: b\r\n c: d\r\n\r\n"],
    ["a bare line feed", "x-a: b\nx-c: d\r\n\r\n"],
  ])("that two servers could read differently ends the connection: %s", async (_, rest) => {
    const socket = connect(running.port, "127.0.0.1");
    const heard: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => heard.push(chunk));
    socket.write(
      `POST /api/trpc/${revoke} HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: x\r\ncookie: ${cookie}\r\n${rest}`,
    );
    socket.write("GET /api/trpc/account.me HTTP/1.1\r\nx-portcullis-wire: 2\r\nhost: x\r\nconnection: close\r\n\r\n");
    await once(socket, "close");
    const text = Buffer.concat(heard).toString();
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it("with too much of a body hears so though it is still sending, and its connection stays", async () => {
    const length = 2 * 1024 * 1024;
    const socket = connect(running.port, "127.0.0.1");
    const heard: Buffer[] = [];
    const hears = async (what: RegExp) => {
      while (!what.test(Buffer.concat(heard).toString())) heard.push(((await once(socket, "data")) as [Buffer])[0]);
    };
    socket.write(
      `POST /api/trpc/${revoke} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`,
    );
    await hears(/HTTP\/1\.1 413 [^]*payload_too_large/);
    socket.write("x".repeat(length));
    socket.write("GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    await hears(/HTTP\/1\.1 200 /);
    socket.destroy();
  });

  it("to sign in that is torn off in the middle never reaches what reads forms, and a whole one does", async () => {
    const socket = connect(running.port, "127.0.0.1");
    const head = "POST /api/auth/signout HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n";
    const heard: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => heard.push(chunk));
    socket.write(`${head}content-length: 9\r\n\r\na=b`);
    socket.end();
    await once(socket, "close");
    expect(Buffer.concat(heard).toString()).not.toContain("/api/auth/signout");
    const whole = connect(running.port, "127.0.0.1");
    whole.write(`${head}content-length: 9\r\n\r\na=b`);
    whole.write("&c=def");
    const [answer] = (await once(whole, "data")) as [Buffer];
    expect(answer.toString()).toContain("/api/auth/signout");
    whole.destroy();
  });

  it("has changed nothing by all that, and has nothing to tell the log", async () => {
    expect((await running.ask("/api/trpc/account.me", { headers: { cookie: other } })).status).toBe(200);
    expect(running.log).toEqual([]);
  });
});
