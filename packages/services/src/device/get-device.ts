import { deviceById, deviceDetail } from "@portcullis/domain/device/device";
import { useCase } from "../kernel/use-case.ts";
import { readVisibleDevice } from "./read-visible-device.ts";

/** One device; one's own needs no permission, and without it another's does not exist. @throws {DomainError} NOT_FOUND */
export const getDevice = useCase(
  { access: { own: true, others: "device:read" }, subject: "device" },
  deviceById,
  deviceDetail,
  (ctx, input) => readVisibleDevice(ctx, input.id, ["device:read"]),
);
