"use client";

import { translator } from "#i18n/translator.ts";
import { buttonClass } from "#ui/button-class.ts";
import { errorDigest } from "#ui/feedback/error-digest.ts";
import "./globals.css";

const t = translator();

/** Stands in for everything, the root layout included, so it leans on nothing: no theme, no script, a link to retry. */
export default function GlobalError({ error }: { error: unknown }) {
  const digest = errorDigest(error);
  return (
    <html lang="en">
      <body>
        <title>{t("page.errorPortcullis")}</title>
        <main className="grid min-h-dvh place-items-center px-6 text-center">
          <div>
            <h1 className="text-base font-semibold">{t("page.portcullisCouldNotBe")}</h1>
            <p className="mt-1 text-ink-muted">{t("page.somethingFailedLoadThePage")}</p>
            {digest !== undefined && <p className="mt-2 font-mono text-xs text-ink-muted">{digest}</p>}
            <p className="mt-5">
              {/* A real link to this very page: the router may be what broke. */}
              {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid -- an empty address is the page itself */}
              <a href="" className={buttonClass({})}>
                {t("page.loadAgain")}
              </a>
            </p>
          </div>
        </main>
      </body>
    </html>
  );
}
