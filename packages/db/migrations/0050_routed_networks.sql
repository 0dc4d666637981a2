-- What lies behind a device is no address of its own; the release before takes it for one, as it did.
ALTER TABLE "device_addresses" ADD COLUMN "routed" boolean DEFAULT false NOT NULL;
