-- A name may move from the first to the last one without a change of the text.
CREATE OR REPLACE TRIGGER user_search_changed AFTER UPDATE OF first_name, last_name, email, status ON users FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text OR NEW.last_name_key IS DISTINCT FROM OLD.last_name_key OR NEW.status = 'deleting')
EXECUTE FUNCTION keep_user_search();
