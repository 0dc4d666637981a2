import { faker } from "@faker-js/faker";
import { seededRandom } from "../measure/compare.ts";

interface SeededDevice {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly publicKey: string;
  /** In 100.64.0.0/10, each once in its tenant. */
  readonly address: string;
}

export interface SeededPerson {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly createdAt: string;
  readonly devices: readonly SeededDevice[];
}

const firstNames = faker.definitions.person.first_name.generic ?? [];
const lastNames = faker.definitions.person.last_name.generic ?? [];
const platforms = ["linux", "macos", "windows", "ios", "android"] as const;
const began = Date.UTC(2024, 0, 1);
const devicesMax = 5;

/** The same people in every run: names of a usual spread, one to five devices each, three on average. */
export function* people(tenant: number, count: number): Generator<SeededPerson> {
  const random = seededRandom(tenant + 1);
  const pick = (names: readonly string[]) => names[Math.floor(random() * names.length)] ?? "";
  let address = 0x64_40_01_00;
  for (let n = 0; n < count; n++) {
    const at = began + n * 100;
    const [firstName, lastName] = [pick(firstNames), pick(lastNames)];
    const devices = Array.from({ length: (n % devicesMax) + 1 }, (_, place): SeededDevice => {
      const platform = platforms[Math.floor(random() * platforms.length)] ?? "linux";
      return {
        id: uuidAt(at, random),
        name: `${lastName.toLowerCase()}-${platform}-${place + 1}`,
        platform,
        publicKey: bytes(32, random).toString("base64"),
        address: dotted(address++),
      };
    });
    yield {
      id: uuidAt(at, random),
      email: `${firstName}.${lastName}.${n}@bench-${tenant}.test`.toLowerCase().replaceAll(/[^a-z0-9.@-]/g, ""),
      firstName,
      lastName,
      createdAt: new Date(at).toISOString(),
      devices,
    };
  }
}

const dotted = (address: number) => [24, 16, 8, 0].map((bits) => (address >>> bits) & 0xff).join(".");

function bytes(length: number, random: () => number): Buffer {
  const made = Buffer.alloc(length);
  for (let at = 0; at < length; at += 4) made.writeUInt32BE(Math.floor(random() * 2 ** 32), at);
  return made;
}

/** As the application makes them: UUIDv7 of that millisecond (RFC 9562 §5.7). */
function uuidAt(at: number, random: () => number): string {
  const raw = bytes(16, random);
  raw.writeUIntBE(at, 0, 6);
  raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x70, 6);
  raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = raw.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
