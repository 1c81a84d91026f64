-- To whom somebody's data were given, what of them, what for and on which ground (个人信息提供
-- 记录; 个人信息保护法 21, 23).  Append-only by grants.
CREATE TABLE disclosure (
  id             BIGINT       NOT NULL AUTO_INCREMENT,
  project_id     BIGINT       NOT NULL,
  customer_id    BIGINT       NOT NULL,
  recipient_kind VARCHAR(9)   CHARACTER SET ascii NOT NULL
                 CHECK (recipient_kind IN ('bank', 'fund', 'authority', 'agency', 'other')),
  recipient      VARCHAR(80)  NOT NULL,
  contents       VARCHAR(200) NOT NULL,
  purpose        VARCHAR(100) NOT NULL,
  basis          VARCHAR(8)   CHARACTER SET ascii NOT NULL CHECK (basis IN ('contract', 'law', 'consent')),
  proof          VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'of his consent to just this',
  given_on       DATE         NOT NULL,
  by_id          BIGINT       NOT NULL,
  at             DATETIME     NOT NULL,
  PRIMARY KEY (id),
  KEY disclosure_customer (customer_id, id),
  KEY disclosure_day (project_id, given_on),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id),
  FOREIGN KEY (by_id) REFERENCES user (id),
  CONSTRAINT disclosure_agreed CHECK (basis <> 'consent' OR proof <> '')
);
