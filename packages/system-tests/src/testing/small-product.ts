import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { signIn } from "@portcullis/testing/sign-in";
import { startConsole, startWorker } from "./instance.ts";

export interface SmallProduct extends AsyncDisposable {
  readonly url: string;
  /** What the console has logged. */
  readonly said: () => string;
  /** Signs somebody of the demo's `acme` in, such as `owner`, and answers their cookie. */
  readonly cookieOf: (name: string) => Promise<string>;
}

/** One console and one worker on a database that has demo data. */
export async function smallProduct({ applicationUrl: databaseUrl }: DatabaseUrls): Promise<SmallProduct> {
  await using starting = new AsyncDisposableStack();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { said } = starting.use(await startConsole(port, { databaseUrl, publicUrl: url }));
  starting.use(await startWorker({ databaseUrl }));
  const stack = starting.move();
  return {
    url,
    said,
    cookieOf: (name) => signIn(url, { tenant: "acme", email: `${name}@acme.test`, password: "portcullis-demo" }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
