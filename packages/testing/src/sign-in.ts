import { parseSetCookie, stringifyCookie } from "cookie";

/** What the sign-in form asks for. */
export interface Account {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Signs in as the form does. Answers the `Cookie` header for what follows; whether it opened anything, the first call tells.
 * @param more headers besides
 */
export async function signIn(
  url: string,
  account: Account,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const jar: Record<string, string | undefined> = {};
  const ask = async (path: string, form?: URLSearchParams) => {
    const answer = await fetch(`${url}/api/auth/${path}`, {
      headers: { ...more, cookie: stringifyCookie(jar), origin: url },
      // `fetch` names the media type of a form itself.
      ...(form && { method: "POST", body: form }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const { name, value } = parseSetCookie(set);
      jar[name] = value;
    }
    return answer;
  };
  const { csrfToken } = (await (await ask("csrf")).json()) as { csrfToken: string };
  await ask("callback/credentials", new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/", ...account }));
  return stringifyCookie(jar);
}
