import type { Platform } from "@portcullis/domain/device/platform";

const tokenFile = "/etc/portcullis/posture-token";

export interface ReportDetails {
  readonly platform: Platform;
  /** Of the console. */
  readonly url: string;
  readonly token: string;
}

/** What to do with a token on the device, as instructions and a command, for it to report from now on. */
export function reportSteps({ platform, url, token }: ReportDetails): {
  readonly instructions: string;
  readonly command: string;
} {
  if (platform === "linux" || platform === "macos") {
    return {
      instructions:
        "On the device, as root, with the reporter installed (its README tells how, and how to make it a service):",
      command: `(umask 077 && mkdir -p /etc/portcullis && echo ${token} > ${tokenFile})
node /opt/portcullis/posture.js --console ${url} \\
  --token-file ${tokenFile}`,
    };
  }
  return {
    instructions:
      "On the device, put the token into a file that administrators alone may read, and name it to the reporter:",
    command: `node posture.js --console ${url} --token-file posture-token`,
  };
}
