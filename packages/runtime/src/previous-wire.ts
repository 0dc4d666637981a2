/**
 * For programs that are upgraded before the console. One of the previous release takes and answers JSON in superjson's envelope,
 * of which, without dates, the value under `json` is all.
 */
export const isEnvelope = (value: unknown): value is { readonly json: unknown } =>
  typeof value === "object" && value !== null && "json" in value;

/** The value, whichever way it came. */
export const unwrapped = (value: unknown): unknown => (isEnvelope(value) ? value.json : value);

interface Answer {
  readonly result?: { readonly data?: unknown };
  readonly error?: unknown;
}

/** The client names a signal that is none. */
type Init = Omit<RequestInit, "signal"> & { readonly signal?: AbortSignal | null | undefined };

/** `fetch` for tRPC's client: a console that refuses what it cannot read, in an envelope, is asked again in one. */
export async function fetchEitherWire(input: string | URL | Request, init?: Init): Promise<Response> {
  const answer = await fetch(input, init as RequestInit);
  const body = (await answer.json()) as Answer;
  const isPrevious = isEnvelope(body.error) || isEnvelope(body.result?.data);
  if (isPrevious && answer.status === 400 && typeof init?.body === "string" && !isEnvelope(JSON.parse(init.body))) {
    return fetchEitherWire(input, { ...init, body: JSON.stringify({ json: JSON.parse(init.body) as unknown }) });
  }
  const plain = "error" in body ? { error: unwrapped(body.error) } : { result: { data: unwrapped(body.result?.data) } };
  return Response.json(plain, { status: answer.status });
}
