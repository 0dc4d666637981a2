-- How a person is called: by name, else by e-mail. Also `displayName` of the domain; a test holds the two together.
CREATE OR REPLACE FUNCTION display_name(first_name text, last_name text, email text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(nullif(trim(concat_ws(' ', first_name, last_name)), ''), email);
