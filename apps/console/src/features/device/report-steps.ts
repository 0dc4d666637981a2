import type { Platform } from "@portcullis/domain/device/platform";
import type { Translate } from "#i18n/translator.ts";

const tokenFile = "/etc/portcullis/posture-token";

export interface ReportDetails {
  readonly platform: Platform;
  /** Of the console. */
  readonly url: string;
  readonly token: string;
}

/** What to do with a token on the device, as instructions and a command, for it to report from now on. */
export function reportSteps(
  t: Translate,
  { platform, url, token }: ReportDetails,
): {
  readonly instructions: string;
  readonly command: string;
} {
  if (platform === "linux" || platform === "macos") {
    return {
      instructions: t("device.onTheDeviceAsRoot"),
      command: `(umask 077 && mkdir -p /etc/portcullis && echo ${token} > ${tokenFile})
node /opt/portcullis/posture.js --console ${url} \\
  --token-file ${tokenFile}`,
    };
  }
  return {
    instructions: t("device.onTheDevicePutThe"),
    command: `node posture.js --console ${url} --token-file posture-token`,
  };
}
