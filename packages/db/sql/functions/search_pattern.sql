-- Three letters are found anywhere, fewer where a word begins; wildcards are taken literally. A hyphen after or before so many
-- letters stands for a blank as well.
CREATE OR REPLACE FUNCTION search_pattern(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(word) < 3 THEN '% ' ELSE '%' END
  || (SELECT CASE WHEN word ~ '[[:alnum:]]{3}' THEN replace(e.escaped, '-', '_') ELSE e.escaped END
    FROM (SELECT replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') AS escaped) e) || '%';
