import type { Mail } from "./mailer.ts";

/** What the owner of a tenant reads when somebody else switched off a device of theirs. */
export function ownerDeviceMail(of: {
  readonly to: string;
  readonly tenant: string;
  readonly by: string;
  readonly device: string;
  readonly reason: string;
}): Mail {
  const { to, tenant, by, device, reason } = of;
  return {
    to,
    subject: `${by} deactivated your device ${device}`,
    text: [
      "Hello,",
      `${by} deactivated your device ${device} in the network of ${tenant}. The reason given:`,
      reason,
      "It cannot connect until you reactivate it in the console. If you did not expect this, check the audit log and who may deactivate devices.",
    ].join("\n\n"),
  };
}
