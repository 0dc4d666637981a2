-- serves the revocation of a user's credentials: the reset links that they made for others
CREATE INDEX "password_resets_requested_by" ON "password_resets" USING btree ("tenant_id","requested_by") WHERE requested_by is not null;
