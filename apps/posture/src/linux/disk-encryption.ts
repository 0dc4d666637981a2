import { z } from "zod";
import type { RunTool } from "../run-tool.ts";

const blockDevice = z.object({
  type: z.string(),
  mountpoints: z.array(z.string().nullable()).optional(),
  /** Before util-linux 2.37. */
  mountpoint: z.string().nullable().optional(),
  get children() {
    return z.array(blockDevice).optional();
  },
});
type BlockDevice = z.infer<typeof blockDevice>;
const tree = z.object({ blockdevices: z.array(blockDevice) });

/**
 * Whether the root filesystem lies on dm-crypt, in every place where the tree shows it (it may span several disks).
 * Undefined where it lies on nothing that `lsblk` knows, such as ZFS or a network.
 */
export function isRootEncrypted(lsblk: string): boolean | undefined {
  const places = rootsIn(tree.parse(JSON.parse(lsblk)).blockdevices, false);
  return places.length === 0 ? undefined : places.every(Boolean);
}

/** For each place of the root filesystem, whether something encrypted is above it. */
function rootsIn(devices: readonly BlockDevice[], isBelowCrypt: boolean): boolean[] {
  return devices.flatMap(({ type, mountpoints, mountpoint, children = [] }) => {
    const isCrypt = isBelowCrypt || type === "crypt";
    const isRoot = (mountpoints ?? [mountpoint]).includes("/");
    return [...(isRoot ? [isCrypt] : []), ...rootsIn(children, isCrypt)];
  });
}

export async function readDiskEncryption(run: RunTool): Promise<boolean | undefined> {
  const list = (mounts: string) => run("lsblk", "--json", "-o", `NAME,TYPE,${mounts},PKNAME`);
  const said = (await list("MOUNTPOINTS")) ?? (await list("MOUNTPOINT"));
  return said === undefined ? undefined : isRootEncrypted(said);
}
