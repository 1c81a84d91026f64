-- What people were told about their data, and what they agreed to (个人信息保护法 13, 14, 17, 29).
-- Versions of the notice; 0 is the text that comes with Loupan.
CREATE TABLE privacy_notice (
  id           BIGINT        NOT NULL AUTO_INCREMENT,
  project_id   BIGINT        NOT NULL,
  version_no   INT           NOT NULL,
  body         VARCHAR(4000) NOT NULL,
  published_by BIGINT        NOT NULL,
  published_at DATETIME      NOT NULL,
  PRIMARY KEY (id),
  UNIQUE privacy_notice_version (project_id, version_no),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id) REFERENCES project (id),
  FOREIGN KEY (published_by) REFERENCES user (id)
);

-- Told, agreed, agreed no longer: the last row of a kind is what holds.  Append-only by grants.
CREATE TABLE customer_consent (
  id          BIGINT   NOT NULL AUTO_INCREMENT,
  project_id  BIGINT   NOT NULL,
  customer_id BIGINT   NOT NULL,
  kind        VARCHAR(9) CHARACTER SET ascii NOT NULL CHECK (kind IN ('notice', 'id_no', 'marketing')),
  basis       VARCHAR(9) CHARACTER SET ascii NOT NULL
              CHECK (basis IN ('told', 'consent', 'contract', 'withdrawn')),
  version_no  INT      NOT NULL COMMENT 'of the notice that he was given',
  by_id       BIGINT   NOT NULL,
  at          DATETIME NOT NULL,
  PRIMARY KEY (id),
  KEY customer_consent_last (customer_id, kind, id),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id),
  FOREIGN KEY (by_id) REFERENCES user (id),
  CONSTRAINT customer_consent_fits CHECK ((kind = 'notice') = (basis = 'told')
    AND (kind = 'id_no' OR basis <> 'contract'))
);
