-- Which release of the files in packages/db/sql this database has: the one that began to apply them last, and the one that applied
-- all of its own. An older version applies nothing; a process is ready once its own are there.
CREATE TABLE drizzle.sql_release (
	"only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
	"started" integer NOT NULL,
	"finished" integer NOT NULL
);
--> statement-breakpoint
INSERT INTO drizzle.sql_release ("started", "finished") VALUES (0, 0);
--> statement-breakpoint
-- Each file's object as the catalogue rendered it when the file was applied, and the last release that had the file.
CREATE TABLE drizzle.sql_objects (
	"file" text PRIMARY KEY,
	"object" text NOT NULL UNIQUE,
	"hash" text NOT NULL,
	"rendering" text NOT NULL,
	"release" integer NOT NULL
);
