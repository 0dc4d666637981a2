-- Nothing searches it any more since 0025.
DROP INDEX "devices_search";
