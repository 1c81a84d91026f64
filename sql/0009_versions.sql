-- Where two people edit: the rows that had no version for the optimistic check.
ALTER TABLE company ADD COLUMN
  version_count BIGINT NOT NULL DEFAULT 0 COMMENT 'optimistic check';
ALTER TABLE price_import ADD COLUMN
  version_count BIGINT NOT NULL DEFAULT 0 COMMENT 'optimistic check of the mapping';
