-- until: 2
-- A pattern that finds a term anywhere, its wildcards taken literally. The current functions use search_pattern.
CREATE OR REPLACE FUNCTION contains_pattern(term text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '%' || replace(replace(replace(lower(term), '\', '\\'), '%', '\%'), '_', '\_') || '%';
