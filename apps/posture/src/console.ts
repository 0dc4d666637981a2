import type { AppRouter } from "@portcullis/api/router";
import { type PostureReport, type PostureVerdict, postureVerdict } from "@portcullis/domain/device/posture";
import { wireHeaders } from "@portcullis/domain/wire";
import { fetchEitherWire } from "@portcullis/runtime/previous-wire";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";

/** The console as the reporter sees it. */
export interface Console {
  /** @throws {TokenRefused} · {TooSoon} · {Error} where it could not be delivered */
  report(report: PostureReport): Promise<PostureVerdict>;
}

/** The console knows no device by this token, or the device or its user is switched off: asking again is of no use. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

/** The last report was just now. */
export class TooSoon extends Error {
  override readonly name = "TooSoon";
  readonly waitMs: number;

  constructor(seconds: number, options: ErrorOptions) {
    super(`The last report was a moment ago; the next one is accepted in ${seconds} seconds.`, options);
    this.waitMs = seconds * 1000;
  }
}

/** A report that takes longer is given up. */
const patienceMs = 10_000;

/** The console at this address, `https://portcullis.example.com`; the token is asked for at each report. */
export function connectConsole(address: string, token: () => Promise<string>): Console {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: new URL("/api/trpc", address).href,
        headers: async () => ({ ...wireHeaders, Authorization: `Bearer ${await token()}` }),
        fetch: fetchEitherWire,
      }),
    ],
  });
  return {
    async report(report) {
      const answer = await client.device.reportPosture
        .mutate(report, { signal: AbortSignal.timeout(patienceMs) })
        .catch((error: unknown) => Promise.reject(translated(error)));
      // A console of another version must not be understood by half.
      return postureVerdict.parse(answer);
    },
  };
}

function translated(reason: unknown): Error {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  if (!(error instanceof TRPCClientError)) return error;
  const { data } = error as TRPCClientError<AppRouter>;
  if (data?.code === "UNAUTHORIZED") return new TokenRefused(error.message, { cause: error });
  if (data?.reason === "too_soon") return new TooSoon(data.retryAfter ?? 1, { cause: error });
  // Without an answer of the API, the reason lies beneath: a name that does not resolve, a closed port.
  return data || !(error.cause instanceof Error) ? error : new Error(error.cause.message, { cause: error });
}
