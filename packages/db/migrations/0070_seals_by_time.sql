-- serves cascade.seal: the seals from the time of an event on
CREATE INDEX "audit_seals_time" ON "audit_seals" USING btree ("tenant_id","sealed_at");
