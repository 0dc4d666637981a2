-- The words of a term, folded, the longest first, then as they stand. A term of accents alone is looked for as it is.
CREATE OR REPLACE FUNCTION search_words(term text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce((
  SELECT array_agg(w.word ORDER BY length(w.word) DESC, w.place)
  FROM (SELECT s.word, min(s.place) AS place
    FROM regexp_split_to_table(fold_text(term), '[[:space:],;]+') WITH ORDINALITY s (word, place) GROUP BY s.word) w
  WHERE w.word <> ''
), ARRAY[lower(term)]);
