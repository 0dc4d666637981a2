import { expect, it } from "vitest";
import { isRootEncrypted } from "./disk-encryption.ts";

const lsblk = (...blockdevices: object[]) => JSON.stringify({ blockdevices });
const at = (type: string, mountpoints: (string | null)[], children?: object[]) => ({
  name: "x",
  type,
  mountpoints,
  pkname: null,
  ...(children && { children }),
});

it("finds LUKS below the root filesystem, under LVM as installers make it", () => {
  const encrypted = lsblk(
    at(
      "disk",
      [null],
      [
        at("part", ["/boot/efi"]),
        at("part", ["/boot"]),
        at("part", [null], [at("crypt", [null], [at("lvm", ["/"]), at("lvm", ["[SWAP]"])])]),
      ],
    ),
  );
  expect(isRootEncrypted(encrypted)).toBe(true);
});

it("is not taken in by an encrypted home or swap", () => {
  const home = lsblk(at("disk", [null], [at("part", ["/"]), at("part", [null], [at("crypt", ["/home"])])]));
  expect(isRootEncrypted(home)).toBe(false);
  const swap = lsblk(at("disk", [null], [at("part", ["/"]), at("part", [null], [at("crypt", ["[SWAP]"])])]));
  expect(isRootEncrypted(swap)).toBe(false);
});

it("wants every disk of a root that spans several", () => {
  const crypt = at("part", [null], [at("crypt", [null], [at("raid1", ["/"])])]);
  expect(isRootEncrypted(lsblk(at("disk", [null], [crypt]), at("disk", [null], [crypt])))).toBe(true);
  const open = at("part", [null], [at("raid1", ["/"])]);
  expect(isRootEncrypted(lsblk(at("disk", [null], [crypt]), at("disk", [null], [open])))).toBe(false);
});

it("reads a virtual machine's disk without partitions", () => {
  // Debian 12, as it was printed.
  const said = `{
   "blockdevices": [
      {
         "name": "zram0",
         "type": "disk",
         "mountpoints": [
             null
         ],
         "pkname": null
      },{
         "name": "vda",
         "type": "disk",
         "mountpoints": [
             "/run/netns", "/"
         ],
         "pkname": null
      }
   ]
}`;
  expect(isRootEncrypted(said)).toBe(false);
});

it("reads the form of an older util-linux", () => {
  const one = (type: string, mountpoint: string | null, children: object[] = []) => ({
    name: "x",
    type,
    mountpoint,
    children,
  });
  expect(isRootEncrypted(lsblk(one("disk", null, [one("part", null, [one("crypt", "/")])])))).toBe(true);
  expect(isRootEncrypted(lsblk(one("disk", null, [one("part", "/")])))).toBe(false);
});

it("cannot tell of a root that is on no block device", () => {
  expect(isRootEncrypted(lsblk(at("disk", [null], [at("part", [null])])))).toBeUndefined();
  expect(isRootEncrypted(lsblk())).toBeUndefined();
});
