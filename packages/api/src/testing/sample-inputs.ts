import { accessSamples as access } from "../access/samples.ts";
import { accountSamples as account } from "../account/samples.ts";
import { auditSamples as audit } from "../audit/samples.ts";
import { bulkSamples as bulk } from "../bulk/samples.ts";
import { cascadeSamples as cascade } from "../change/samples.ts";
import { deviceSamples as device } from "../device/samples.ts";
import { agentSamples as agent, gatewaySamples as gateway } from "../gateway/samples.ts";
import { groupSamples as group } from "../group/samples.ts";
import { invitationSamples as invitation } from "../invitation/samples.ts";
import { overviewSamples as overview } from "../overview/samples.ts";
import { roleSamples as role } from "../role/samples.ts";
import { sessionSamples as session } from "../session/samples.ts";
import { passwordResetSamples as passwordReset, signInSamples as signIn } from "../sign-in/samples.ts";
import { tenantSamples as tenant } from "../tenant/samples.ts";
import type { RouterInputs } from "../types.ts";
import { userSamples as user } from "../user/samples.ts";
import { randomIds, type SampleIds } from "./samples.ts";

const samples = {
  access,
  account,
  agent,
  audit,
  bulk,
  cascade,
  device,
  gateway,
  group,
  invitation,
  overview,
  passwordReset,
  role,
  session,
  signIn,
  tenant,
  user,
} satisfies Record<keyof RouterInputs, object>;

type Sample = Readonly<Record<string, unknown>> | undefined;

/** The samples of every procedure by path, with these ids; undefined for one that takes no input. */
export const samplesWith = (ids: SampleIds): Readonly<Record<string, Sample>> =>
  Object.fromEntries(
    Object.entries(samples).flatMap(([noun, procedures]) =>
      Object.entries<(ids: SampleIds) => unknown>(procedures).map(([name, sample]) => [
        `${noun}.${name}`,
        sample(ids) as Sample,
      ]),
    ),
  );

/** The same with ids of nothing. */
export const sampleInputs = samplesWith(randomIds());
