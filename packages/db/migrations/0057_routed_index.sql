-- Serves device.connection: the networks behind devices, which are few, among addresses, which are many.
CREATE INDEX "device_addresses_routed" ON "device_addresses" USING btree ("tenant_id","network") WHERE routed;
