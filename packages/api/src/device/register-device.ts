import { newId } from "@portcullis/db/ids";
import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceDetail, registerDevice as registerDeviceInput } from "@portcullis/domain/device/device";
import { conflict } from "@portcullis/domain/errors";
import { timestampNow } from "@portcullis/domain/timestamp";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { assertNotGatewayKey } from "../gateway/internal.ts";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { allocateAddress } from "./allocate-address.ts";
import { assertBelowDeviceLimit } from "./device-limit.ts";
import { readDevice } from "./get-device.ts";
import { deviceKeyTaken, needsApproval } from "./internal.ts";
import { recordDeviceChange } from "./lock-device.ts";

/**
 * Registers a device by its public key, for oneself or, with `device:write`, for another person, and assigns the next free
 * address; where the tenant approves devices, one that no administrator registered waits for approval. The lock on the user
 * keeps concurrent registrations within the limit, and excludes a concurrent deactivation.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling` · CONFLICT `user_not_active`, `device_limit_reached`,
 * `device_key_taken`, `device_key_of_gateway`, `device_address_exhausted`
 */
export const registerDevice = useCase(
  { access: { own: true, others: "device:write" }, subject: "user", audit: "device.registered" },
  registerDeviceInput,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const userId = input.userId ?? ctx.principal.userId;
      const { actor, target } = await lockActorAndTarget(tx, ctx, userId);
      assertNotRefused(ceilingRefusal(actor, target));
      if (target.status === "inactive") {
        throw conflict("user_not_active", "This user is deactivated. Reactivate the user first.", "userId");
      }
      await assertNotGatewayKey(tx, input.publicKey);
      await assertBelowDeviceLimit(tx, userId);
      const [device] = await tx
        .insert(devices)
        .values({
          tenantId: tx.tenantId,
          id: newId(),
          userId,
          name: input.name,
          platform: input.platform,
          publicKey: input.publicKey,
          hardwareId: input.hardwareId ?? null,
          approvedAt: (await needsApproval(tx, actor)) ? null : timestampNow(),
        })
        .onConflictDoNothing({ target: [devices.tenantId, devices.publicKey] })
        .returning({ id: devices.id, publicKey: devices.publicKey });
      if (!device) throw deviceKeyTaken();
      const network = await allocateAddress(tx);
      await tx.insert(deviceAddresses).values({ tenantId: tx.tenantId, network, deviceId: device.id });
      await recordDeviceChange(tx, { actor, target, device, hadAccess: false }, "device.registered", {
        details: { after: { name: input.name, platform: input.platform } },
      });
      return readDevice(tx, device.id);
    }),
);
