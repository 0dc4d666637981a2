CREATE INDEX "cascades_of_bulk" ON "cascades" USING btree ("tenant_id","bulk_id") WHERE bulk_id is not null;
