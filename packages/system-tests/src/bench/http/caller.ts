import { wireHeaders } from "@portcullis/domain/wire";
import { Pool } from "undici";
import { z } from "zod";

const answered = z.object({ result: z.object({ data: z.unknown() }) });

const json = { "content-type": "application/json" };

/** Calls a server as a browser that is signed in: connections stay open, answers are read to their end. */
export interface Caller extends AsyncDisposable {
  /** A tRPC query or mutation. @throws where the answer is none of 200 */
  query(path: string, input?: unknown): Promise<void>;
  mutate(path: string, input: unknown): Promise<void>;
  /** What a tRPC query answers. */
  ask(path: string, input?: unknown): Promise<unknown>;
  /** Anything else over GET. */
  get(path: string): Promise<void>;
  /** What that answers, as JSON. */
  read(path: string): Promise<unknown>;
  post(path: string, body: string): Promise<void>;
  /** A form, as one who is not signed in sends it. */
  submit(
    path: string,
    form: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  ): Promise<void>;
}

/** @param headers sent with every request, the cookie among them */
export function openCaller(origin: string, headers: Readonly<Record<string, string>>, connections: number): Caller {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const request = async (
    method: "GET" | "POST",
    path: string,
    body?: string,
    more: Readonly<Record<string, string>> = json,
  ) => {
    const answer = await pool.request({
      method,
      path,
      headers: { ...wireHeaders, ...headers, origin, ...(body !== undefined && more) },
      ...(body !== undefined && { body }),
    });
    if (answer.statusCode === 200) return answer.body;
    throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
  };
  const send = async (...what: Parameters<typeof request>) =>
    (await request(...what)).dump({ limit: Number.MAX_SAFE_INTEGER });
  const queryPath = (path: string, input: unknown) =>
    `/api/trpc/${path}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;
  return {
    query: (path, input) => send("GET", queryPath(path, input)),
    async ask(path, input) {
      const answer = await (await request("GET", queryPath(path, input))).json();
      return answered.parse(answer).result.data;
    },
    mutate: (path, input) => send("POST", `/api/trpc/${path}`, JSON.stringify(input)),
    get: (path) => send("GET", path),
    read: async (path) => (await request("GET", path)).json(),
    post: (path, body) => send("POST", path, body),
    submit: (path, { body, headers: own }) =>
      send("POST", path, body, { ...own, "content-type": "application/x-www-form-urlencoded" }),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
