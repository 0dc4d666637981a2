const tokenFile = "/etc/portcullis/posture-token";

/** What to type on a device, as root, for it to report from now on to the console at this address. */
export function reportCommand({ url, token }: { readonly url: string; readonly token: string }): string {
  return `(umask 077 && mkdir -p /etc/portcullis && echo ${token} > ${tokenFile})
node /opt/portcullis/posture.js --console ${url} \\
  --token-file ${tokenFile}`;
}
