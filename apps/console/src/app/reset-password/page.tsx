import type { Metadata } from "next";
import { PasswordResetView } from "#features/sign-in/password-reset-view.tsx";
import { translator } from "#i18n/translator.ts";
import { apiContext } from "#server/session.ts";
import { Mark } from "#shell/sidebar.tsx";
import { ApiProvider } from "#trpc/provider.tsx";
import { Callout } from "#ui/feedback/callout.tsx";

const t = translator();

export const metadata: Metadata = { title: t("page.resetPassword") };

/** Outside the frame: whoever comes here is nobody yet. The secret of a link stays in the browser. */
export default async function ResetPasswordPage() {
  const { mailer } = await apiContext();
  return (
    <main className="mx-auto flex min-h-dvh max-w-[24rem] flex-col justify-center px-4 py-10 sm:pb-[10vh]">
      <Mark className="size-9" />
      <noscript>
        <Callout tone="warning" className="mt-4">
          {t("page.portcullisNeedsJavascriptSwitchIt")}
        </Callout>
      </noscript>
      <ApiProvider>
        <PasswordResetView mailIsOn={mailer.isOn} />
      </ApiProvider>
    </main>
  );
}
