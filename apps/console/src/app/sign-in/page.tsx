import type { Metadata } from "next";
import { SignInForm } from "#features/sign-in/sign-in-form.tsx";
import { translator } from "#i18n/translator.ts";
import { Mark } from "#shell/sidebar.tsx";
import { Callout } from "#ui/feedback/callout.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.signIn") };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const { callbackUrl } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh max-w-[22rem] flex-col justify-center px-4 py-10 sm:pb-[14vh]">
      <Mark className="size-9" />
      <h1 className="mt-4 mb-6 text-xl font-semibold tracking-[-0.01em]">{t("page.signInToPortcullis")}</h1>
      <noscript>
        <Callout tone="warning" className="mb-4">
          {t("page.portcullisNeedsJavascriptSwitchIt")}
        </Callout>
      </noscript>
      <SignInForm callbackUrl={typeof callbackUrl === "string" ? callbackUrl : null} />
    </main>
  );
}
