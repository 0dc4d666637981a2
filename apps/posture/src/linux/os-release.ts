/** VERSION_ID of `/etc/os-release`; undefined for a system without one, such as a rolling one. */
export function versionIn(osRelease: string): string | undefined {
  return /^VERSION_ID=["']?([^"'\n]+)["']?$/m.exec(osRelease)?.[1];
}
