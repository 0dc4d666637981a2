-- Whether a tenant is paused after a restore: it was paused, or its database is not the one it was restored into (`here` is
-- database_home()).
CREATE OR REPLACE FUNCTION is_paused(held_since timestamptz, home text, here text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN held_since IS NOT NULL OR home <> here;
