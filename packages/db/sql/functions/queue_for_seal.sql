-- Once per statement, in portions of a seal: an event of whatever writer waits for its seal from the moment that it exists.
CREATE OR REPLACE FUNCTION queue_for_seal() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
  INSERT INTO audit_unsealed (tenant_id, event_ids)
  SELECT n.tenant_id, array_agg(n.id ORDER BY n.place)
  FROM (SELECT a.tenant_id, a.id, row_number() OVER (PARTITION BY a.tenant_id) - 1 AS place FROM added a) n
  GROUP BY n.tenant_id, n.place / 1000;
  RETURN NULL;
END $$;
