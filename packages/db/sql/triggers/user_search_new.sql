-- Gives a new user their search text.
CREATE OR REPLACE TRIGGER user_search_new AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION keep_user_search();
