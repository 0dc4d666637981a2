-- What lies behind a device is no address of its own; the release before takes it for one, as it did.
ALTER TABLE "device_addresses" ADD COLUMN "routed" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- For records that were read without a transaction: it enters the tenant itself, as user_record does.
CREATE FUNCTION routed_networks(of_tenant uuid, of_devices uuid[]) RETURNS TABLE (device_id uuid, network text)
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  RETURN QUERY SELECT a.device_id, a.network::text FROM device_addresses a
    WHERE a.tenant_id = of_tenant AND a.device_id = ANY (of_devices) AND a.routed;
END $$;
