import { wireHeaders } from "@portcullis/domain/wire";
import { Pool } from "undici";

const json = { "content-type": "application/json" };

/** Calls a server as a browser that is signed in: connections stay open, answers are read to their end. */
export interface Caller extends AsyncDisposable {
  /** A tRPC query or mutation. @throws where the answer is none of 200 */
  query(path: string, input?: unknown): Promise<void>;
  mutate(path: string, input: unknown): Promise<void>;
  /** Anything else over GET. */
  get(path: string): Promise<void>;
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
  const send = async (
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
    if (answer.statusCode === 200) return answer.body.dump({ limit: Number.MAX_SAFE_INTEGER });
    throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
  };
  const asQuery = (input: unknown) =>
    input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return {
    query: (path, input) => send("GET", `/api/trpc/${path}${asQuery(input)}`),
    mutate: (path, input) => send("POST", `/api/trpc/${path}`, JSON.stringify(input)),
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    submit: (path, { body, headers: own }) =>
      send("POST", path, body, { ...own, "content-type": "application/x-www-form-urlencoded" }),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
