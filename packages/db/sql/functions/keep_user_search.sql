-- Keeps user_search and user_search_prefixes up to date for the triggers on users. Whoever is being deleted has no search text.
CREATE OR REPLACE FUNCTION keep_user_search() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM user_search_prefixes p WHERE p.tenant_id = NEW.tenant_id AND p.user_id = NEW.id;
  END IF;
  IF NEW.status = 'deleting' THEN
    DELETE FROM user_search s WHERE s.tenant_id = NEW.tenant_id AND s.user_id = NEW.id;
    RETURN NULL;
  END IF;
  INSERT INTO user_search VALUES (NEW.tenant_id, NEW.id, search_forms(NEW.search_text))
  ON CONFLICT (tenant_id, user_id) DO UPDATE SET words = excluded.words;
  IF octet_length(NEW.search_text) > char_length(NEW.search_text) THEN
    INSERT INTO user_search_prefixes
    SELECT NEW.tenant_id, NEW.id, p.prefix FROM unnest(folded_prefixes(ARRAY[NEW.name_key, NEW.last_name_key, NEW.email])) p (prefix)
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
