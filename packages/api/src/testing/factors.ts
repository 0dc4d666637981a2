import { softwareAuthenticator } from "@portcullis/auth/testing/authenticator";
import { stepCode } from "@portcullis/auth/testing/step-code";
import { totpFactors } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import type { SecondFactorPolicy } from "@portcullis/domain/second-factor";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import type { Fixture } from "./fixture.ts";
import { type TestPerson, testUrl } from "./person.ts";

/** Sets up an app through the API; the code of a step ahead is still unspent then. */
export async function addTotp({ call }: TestPerson) {
  const { secret } = await call.account.beginTotp();
  const { recoveryCodes } = await call.account.confirmTotp({ code: stepCode(secret, -1) });
  return { secret, recoveryCodes: recoveryCodes ?? [] };
}

/** Adds a passkey through the API, and answers what answers a new challenge with it. */
export async function addPasskey({ call }: TestPerson, name = "Key") {
  const authenticator = softwareAuthenticator(testUrl);
  const response = authenticator.create(await call.account.passkeyOptions());
  const { recoveryCodes } = await call.account.addPasskey({ response, name });
  const assertion = async () => authenticator.get(await call.signIn.challenge());
  return { authenticator, response, recoveryCodes, assertion };
}

/** Lets the codes of an app be shown once more. */
export async function forgetConsumedCodes(fixture: Fixture, userId: string): Promise<void> {
  await fixture.inScope((tx) => tx.update(totpFactors).set({ lastStep: 0 }).where(eq(totpFactors.userId, userId)));
}

/** Lets the last proof of somebody's identity be an hour old. */
export async function expire(fixture: Fixture, { sessionId }: TestPerson): Promise<void> {
  const confirmedAt = toTimestamp(Date.now() - 3_600_000);
  await fixture.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedAt })
      .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId))),
  );
}

export async function setPolicy(fixture: Fixture, secondFactorPolicy: SecondFactorPolicy): Promise<void> {
  await fixture.inScope((tx) => tx.update(tenants).set({ secondFactorPolicy }));
}
