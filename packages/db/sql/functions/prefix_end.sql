-- The smallest string above everything that begins with a prefix, byte by byte.
CREATE OR REPLACE FUNCTION prefix_end(prefix text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN prefix || U&'\+10FFFF';
