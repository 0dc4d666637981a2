-- From here on whoever writes a name writes its forms; what is there is held against it in 0056. The constraint waits for those
-- who are writing people: after it nobody runs what the trigger did before.
ALTER TABLE "user_search_prefixes" ADD CONSTRAINT "user_search_prefixes_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action NOT VALID;
--> statement-breakpoint
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
--> statement-breakpoint
-- A name may move from the first to the last one without a change of the text.
CREATE OR REPLACE TRIGGER user_search_changed AFTER UPDATE OF first_name, last_name, email, status ON users FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text OR NEW.last_name_key IS DISTINCT FROM OLD.last_name_key OR NEW.status = 'deleting')
EXECUTE FUNCTION keep_user_search();
