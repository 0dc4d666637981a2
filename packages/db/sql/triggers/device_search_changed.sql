-- A search text is written anew only where it changed: most updates of a device change none.
CREATE OR REPLACE TRIGGER device_search_changed AFTER UPDATE OF name, hardware_id ON devices FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text) EXECUTE FUNCTION keep_device_search();
