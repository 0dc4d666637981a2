-- Keeps device_search and device_search_prefixes up to date for the triggers on devices.
CREATE OR REPLACE FUNCTION keep_device_search() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM device_search_prefixes p WHERE p.tenant_id = NEW.tenant_id AND p.device_id = NEW.id;
  END IF;
  INSERT INTO device_search VALUES (NEW.tenant_id, NEW.id, search_forms(NEW.search_text))
  ON CONFLICT (tenant_id, device_id) DO UPDATE SET words = excluded.words;
  IF octet_length(NEW.search_text) > char_length(NEW.search_text) THEN
    INSERT INTO device_search_prefixes
    SELECT NEW.tenant_id, NEW.id, p.prefix FROM unnest(folded_prefixes(ARRAY[NEW.name_key])) p (prefix)
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
