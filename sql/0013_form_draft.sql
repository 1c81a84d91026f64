-- What somebody has begun to fill in, for him alone and for a week: a closed tab or another
-- tablet loses nothing (ux.md part 3, rule 21).  Sealed, as it may hold phone and ID numbers.
CREATE TABLE form_draft (
  user_id     BIGINT     NOT NULL,
  form_hash   BINARY(16) NOT NULL COMMENT 'keyed hash of which form it is',
  body_sealed MEDIUMBLOB NOT NULL COMMENT 'its fields, as a browser sends them',
  saved_at    DATETIME   NOT NULL COMMENT 'real clock',
  PRIMARY KEY (user_id, form_hash),
  KEY form_draft_purge (saved_at),
  FOREIGN KEY (user_id) REFERENCES user (id)
);
