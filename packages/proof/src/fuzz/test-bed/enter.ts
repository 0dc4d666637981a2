import { parse, stringify } from "superjson";
import type { Answer, Asked } from "./ask.ts";
import { procedures } from "./procedures.ts";

/** Where a console is asked. */
export interface EntryPoint {
  readonly ask: (asked: Asked) => Promise<Answer>;
  readonly origin: string;
}

/** Calls a procedure as the console's pages do. @throws {Error} with the answer where it is refused */
export type CallApi = <Output>(path: string, input?: unknown) => Promise<Output>;

const kinds = new Map(procedures.map(({ path, kind }) => [path, kind]));

export function callApi({ ask }: Pick<EntryPoint, "ask">, headers: Readonly<Record<string, string>>): CallApi {
  return async <Output>(path: string, input?: unknown) => {
    const text = stringify(input);
    const isQuery = kinds.get(path) === "query";
    const answer = await ask(
      isQuery
        ? { path: `/api/trpc/${path}?input=${encodeURIComponent(text)}`, headers }
        : {
            method: "POST",
            path: `/api/trpc/${path}`,
            headers: { ...headers, "content-type": "application/json" },
            body: text,
          },
    );
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    const { result } = JSON.parse(answer.text) as { result: { data: object } };
    return parse<Output>(JSON.stringify(result.data));
  };
}

/** What `Set-Cookie` headers leave in a browser. */
const cookiesOf = ({ headers }: Answer): string =>
  (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";", 1)[0]).join("; ");

/** Signs in as the form does; the cookie of the session. @throws {Error} where that is refused */
export async function signInByForm(
  { ask, origin }: EntryPoint,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const csrf = await ask({ path: "/api/auth/csrf" });
  const { csrfToken } = JSON.parse(csrf.text) as { csrfToken: string };
  const entered = await ask({
    method: "POST",
    path: "/api/auth/callback/credentials",
    headers: { origin, cookie: cookiesOf(csrf), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/", ...fields }).toString(),
  });
  const session = /portcullis\.session=[^;]+/.exec(cookiesOf(entered))?.[0];
  if (!session) throw new Error(`Signing in was refused: ${entered.status} ${entered.text}`);
  return session;
}
