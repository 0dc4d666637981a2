-- Nothing searches it any more since 0026.
DROP INDEX "devices_search";
