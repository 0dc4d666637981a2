-- Gives a new device its search text.
CREATE OR REPLACE TRIGGER device_search_new AFTER INSERT ON devices FOR EACH ROW EXECUTE FUNCTION keep_device_search();
