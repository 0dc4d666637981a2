"use client";

import { buttonClass } from "#ui/button-class.ts";
import { errorDigest } from "#ui/feedback/error-digest.ts";
import "./globals.css";

/** Stands in for everything, the root layout included, so it leans on nothing: no theme, no script, a link to retry. */
export default function GlobalError({ error }: { error: unknown }) {
  const digest = errorDigest(error);
  return (
    <html lang="en">
      <body>
        <title>Error · Portcullis</title>
        <main className="grid min-h-dvh place-items-center px-6 text-center">
          <div>
            <h1 className="text-base font-semibold">Portcullis could not be shown</h1>
            <p className="mt-1 text-ink-muted">Something failed on our side. Load the page again.</p>
            {digest !== undefined && <p className="mt-2 font-mono text-xs text-ink-muted">{digest}</p>}
            <p className="mt-5">
              {/* A real link to this very page: the router may be what broke. */}
              {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid -- an empty address is the page itself */}
              <a href="" className={buttonClass({})}>
                Load again
              </a>
            </p>
          </div>
        </main>
      </body>
    </html>
  );
}
