-- An address is one host: what is wider lies behind the device.
UPDATE "device_addresses" SET "routed" = true WHERE masklen("network") < CASE family("network") WHEN 4 THEN 32 ELSE 128 END;
--> statement-breakpoint
-- Beside an address in the tenant's range, an IPv4 host outside it lies behind the device too.
UPDATE "device_addresses" AS behind SET "routed" = true
FROM "tenants" t
WHERE t.id = behind.tenant_id AND NOT behind."routed" AND family(behind."network") = 4
  AND NOT behind."network" <<= t.address_range::cidr
  AND EXISTS (SELECT FROM "device_addresses" own WHERE own.tenant_id = behind.tenant_id AND own.device_id = behind.device_id
    AND NOT own."routed" AND own."network" <<= t.address_range::cidr);
