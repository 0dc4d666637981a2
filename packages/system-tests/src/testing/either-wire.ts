import { wireHeader } from "@portcullis/domain/wire";
import { isEnvelope, unwrapped } from "@portcullis/runtime/previous-wire";
import type { Ask } from "../network/api.ts";

/**
 * `fetch` for people who meet consoles of the previous release and of today behind one address. What one of another wire refuses,
 * having changed nothing, is said again in that wire, until it reaches one that understands it.
 */
export const eitherWire: Ask = async (input, init) => {
  const asked = init as RequestInit;
  for (;;) {
    const inFirst = await fetch(inEnvelope(String(input)), withBody(asked));
    if (inFirst.status !== 412) return Response.json(plain(await bodyOf(inFirst)), { status: inFirst.status });
    const inSecond = await fetch(String(input), asked);
    const body = await bodyOf(inSecond);
    const isMisread = inSecond.status === 400 && isEnvelope(body.error);
    if (!isMisread) return Response.json(plain(body), { status: inSecond.status });
  }
};

const wrapped = (text: string) => JSON.stringify({ json: JSON.parse(text) as unknown });

function inEnvelope(address: string): URL {
  const url = new URL(address);
  const input = url.searchParams.get("input");
  if (input !== null) url.searchParams.set("input", wrapped(input));
  return url;
}

function withBody({ body, headers, ...init }: RequestInit): RequestInit {
  const others = new Headers(headers);
  others.delete(wireHeader);
  return { ...init, headers: others, ...(typeof body === "string" && { body: wrapped(body) }) };
}

const bodyOf = async (answer: Response) => (await answer.json()) as Body;

interface Body {
  readonly result?: { readonly data: unknown };
  readonly error?: unknown;
}

function plain({ result, error }: Body) {
  return result ? { result: { data: unwrapped(result.data) } } : { error: unwrapped(error) };
}
