import type { ReactNode } from "react";
import { AccountHeader } from "#features/account/account-header.tsx";

/** One's own account: header and tabs. Everybody has one. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <AccountHeader />
      {children}
    </>
  );
}
