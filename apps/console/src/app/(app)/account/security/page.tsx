import type { Metadata } from "next";
import { PasswordPanel } from "#components/account/password-panel.tsx";
import { requirePrincipal } from "#server/session.ts";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  await requirePrincipal();
  return (
    <div className="grid max-w-3xl gap-4">
      <PasswordPanel />
    </div>
  );
}
