import type { AccountSecurity } from "@portcullis/domain/account-security";

export interface FactorPartProps {
  readonly security: AccountSecurity;
  /** A factor was added: what to say, and the recovery codes that came with it, to be shown once. */
  readonly onAdded: (message: string, recoveryCodes: string[] | null) => void;
  /** Something else changed: what to say. */
  readonly onChanged: (message: string) => void;
}
