-- Networks that lie behind devices, for records that were read without a transaction: it sets the tenant itself, as user_record does.
CREATE OR REPLACE FUNCTION routed_networks(of_tenant uuid, of_devices uuid[]) RETURNS TABLE (device_id uuid, network text)
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  RETURN QUERY SELECT a.device_id, a.network::text FROM device_addresses a
    WHERE a.tenant_id = of_tenant AND a.device_id = ANY (of_devices) AND a.routed;
END $$;
