-- Names are found without their accents, in either spelling of an umlaut. Own functions: the extension unaccent may be missing.
-- What they answer is stored: they are never changed, a new rule is a new function with its own filling.

-- Text without case and accents, as people type it: Łukasz is lukasz, Müller is muller, Strauß is strauss.
CREATE FUNCTION fold_text(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(t) = char_length(t) THEN lower(t COLLATE "C") COLLATE "default"
  ELSE normalize(replace(replace(replace(replace(translate(
    lower(regexp_replace(normalize(t, NFKD), U&'[\0300-\036F]', '', 'g') COLLATE "default"),
    'ØøŁłĐđÐðĦħŦŧŊŋıÆŒÞẞ' || U&'\2018\2019\02BC\2010\2013\2014', 'oollddddhhttnniæœþß' || '''''''---'),
    'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'), NFC) END;
--> statement-breakpoint
-- Umlauts and Nordic letters in the two letters that stand for them where they cannot be written: Müller is mueller.
CREATE FUNCTION spell_umlauts(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(translate(normalize(t, NFC), 'ÄÖÜØÅ', 'äöüøå'),
  'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ø', 'oe'), 'å', 'aa');
--> statement-breakpoint
-- A search text, and behind it what none of its words begins with: its words folded (muller), spelled (mueller), and without the
-- second letter (muller for mueller, so that Müller finds it). Of an address only what stands before the @ loses it.
CREATE FUNCTION search_forms(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(t) = char_length(t) AND t !~ '[aou]e|aa' THEN t
  ELSE t || coalesce((
    SELECT string_agg(DISTINCT ' ' || f.form, '') FROM (SELECT fold_text(t) AS text) folded
    CROSS JOIN LATERAL string_to_table(concat_ws(' ', folded.text,
      CASE WHEN octet_length(t) > char_length(t) THEN fold_text(spell_umlauts(t)) END,
      replace(replace(replace(replace(regexp_replace(folded.text, '@[^ ]*', '', 'g'), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'), 'aa', 'a')
    ), ' ') f (form)
    WHERE f.form <> '' AND position(' ' || f.form in ' ' || t) = 0), '') END;
--> statement-breakpoint
-- How keys begin that are written otherwise than they are folded: two letters, all that a short term has.
CREATE FUNCTION folded_prefixes(keys text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT DISTINCT left(f.form, 2) FROM unnest(keys) k (key)
  CROSS JOIN LATERAL (VALUES (fold_text(k.key)),
    (CASE WHEN octet_length(k.key) > char_length(k.key) THEN fold_text(spell_umlauts(k.key)) END)) f (form)
  WHERE left(f.form, 2) <> left(k.key, 2) COLLATE "C" AND f.form <> '');
--> statement-breakpoint
-- The words of a term, folded, the longest first, then as they stand. A term of accents alone is looked for as it is.
CREATE FUNCTION search_words(term text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce((
  SELECT array_agg(w.word ORDER BY length(w.word) DESC, w.place)
  FROM (SELECT s.word, min(s.place) AS place
    FROM regexp_split_to_table(fold_text(term), '[[:space:],;]+') WITH ORDINALITY s (word, place) GROUP BY s.word) w
  WHERE w.word <> ''
), ARRAY[lower(term)]);
--> statement-breakpoint
-- Three letters are found anywhere, fewer where a word begins; wildcards are taken literally. A hyphen after or before so many
-- letters stands for a blank as well.
CREATE FUNCTION search_pattern(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(word) < 3 THEN '% ' ELSE '%' END
  || (SELECT CASE WHEN word ~ '[[:alnum:]]{3}' THEN replace(e.escaped, '-', '_') ELSE e.escaped END
    FROM (SELECT replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') AS escaped) e) || '%';
--> statement-breakpoint
-- Names whose first letters carry an accent, for terms of one or two letters. All others are found by their own keys.
CREATE TABLE "user_search_prefixes" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"prefix" text COLLATE "C" NOT NULL,
	CONSTRAINT "user_search_prefixes_tenant_id_user_id_prefix_pk" PRIMARY KEY("tenant_id","user_id","prefix")
);
--> statement-breakpoint
CREATE TABLE "device_search_prefixes" (
	"tenant_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"prefix" text COLLATE "C" NOT NULL,
	CONSTRAINT "device_search_prefixes_tenant_id_device_id_prefix_pk" PRIMARY KEY("tenant_id","device_id","prefix")
);
--> statement-breakpoint
CREATE INDEX "user_search_prefixes_prefix" ON "user_search_prefixes" USING btree ("tenant_id","prefix","user_id");
--> statement-breakpoint
CREATE INDEX "device_search_prefixes_prefix" ON "device_search_prefixes" USING btree ("tenant_id","prefix","device_id");
--> statement-breakpoint
CALL isolate_tenant_table('user_search_prefixes');
--> statement-breakpoint
CALL isolate_tenant_table('device_search_prefixes');
--> statement-breakpoint
-- Of the search's own tables only those rows are written that have another form; who gives such a person another name, or deletes
-- one, waits for this, nobody else. The release before finds in them what it found. 0056 adds what comes meanwhile.
UPDATE user_search SET words = search_forms(words) WHERE octet_length(words) > char_length(words) OR words ~ '[aou]e|aa';
--> statement-breakpoint
UPDATE device_search SET words = search_forms(words) WHERE octet_length(words) > char_length(words) OR words ~ '[aou]e|aa';
--> statement-breakpoint
INSERT INTO user_search_prefixes SELECT u.tenant_id, u.id, p.prefix
FROM users u CROSS JOIN LATERAL unnest(folded_prefixes(ARRAY[u.name_key, u.last_name_key, u.email])) p (prefix)
WHERE u.status <> 'deleting' AND octet_length(u.search_text) > char_length(u.search_text);
--> statement-breakpoint
INSERT INTO device_search_prefixes SELECT d.tenant_id, d.id, p.prefix
FROM devices d CROSS JOIN LATERAL unnest(folded_prefixes(ARRAY[d.name_key])) p (prefix)
WHERE octet_length(d.search_text) > char_length(d.search_text);
