-- A customer card belongs to one project (duplicate scope 'project', domain.md 8.1).
CREATE TABLE customer (
  id             BIGINT        NOT NULL AUTO_INCREMENT,
  project_id     BIGINT        NOT NULL,
  owner_id       BIGINT        NOT NULL,
  name           VARCHAR(60)   NOT NULL,
  phone_sealed   VARBINARY(80) NOT NULL,
  phone_hash     BINARY(16)    NOT NULL COMMENT 'keyed hash of the normal form',
  phone_tail_hash BINARY(16)   NOT NULL COMMENT 'keyed hash of the last four digits',
  id_no_sealed   VARBINARY(80),
  id_no_hash     BINARY(16),
  source         VARCHAR(24)   CHARACTER SET ascii NOT NULL,
  grade          VARCHAR(8)    CHARACTER SET ascii NOT NULL DEFAULT 'lead'
                 CHECK (grade IN ('lead', 'prospect', 'buyer')),
  intent_grade   CHAR(1)       CHARACTER SET ascii NOT NULL DEFAULT 'C' CHECK (intent_grade IN ('A', 'B', 'C', 'D')),
  intent_layout  VARCHAR(30)   NOT NULL DEFAULT '',
  budget_fen     BIGINT        NOT NULL DEFAULT 0 CHECK (budget_fen >= 0),
  note           VARCHAR(400)  NOT NULL DEFAULT '',
  protected_until DATE,
  next_follow_on DATE,
  consent_at     DATETIME,
  created_at     DATETIME      NOT NULL,
  version_count  BIGINT        NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE customer_phone (project_id, phone_hash),
  UNIQUE (project_id, id),
  KEY customer_tail (project_id, phone_tail_hash),
  KEY customer_id_no (project_id, id_no_hash),
  KEY customer_follow (owner_id, next_follow_on),
  KEY customer_name (project_id, name),
  FOREIGN KEY (project_id) REFERENCES project (id),
  FOREIGN KEY (owner_id) REFERENCES user (id)
);

-- A call or a visit.  counted: the first of its kind on its day (domain.md 7.2); novelty:
-- 'new' call, 'first' visit, 'again' otherwise.
CREATE TABLE touch (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  project_id  BIGINT       NOT NULL,
  customer_id BIGINT       NOT NULL,
  kind        VARCHAR(6)   CHARACTER SET ascii NOT NULL CHECK (kind IN ('call', 'visit')),
  source      VARCHAR(24)  CHARACTER SET ascii NOT NULL,
  biz_on      DATE         NOT NULL,
  count_on    DATE         NOT NULL,
  counted     TINYINT      COMMENT '1, or NULL when the same customer had one of this kind that day',
  novelty     VARCHAR(5)   CHARACTER SET ascii NOT NULL CHECK (novelty IN ('new', 'first', 'again')),
  content     VARCHAR(400) NOT NULL DEFAULT '',
  reason      VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why it was entered late',
  entered_by  BIGINT       NOT NULL,
  entered_at  DATETIME     NOT NULL,
  PRIMARY KEY (id),
  UNIQUE touch_counts_once (customer_id, kind, biz_on, counted),
  KEY touch_day (project_id, biz_on, kind),
  KEY touch_count (project_id, count_on, kind),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id),
  FOREIGN KEY (entered_by) REFERENCES user (id)
);

CREATE TABLE follow_up (
  id           BIGINT       NOT NULL AUTO_INCREMENT,
  project_id   BIGINT       NOT NULL,
  customer_id  BIGINT       NOT NULL,
  contacted_on DATE         NOT NULL,
  content      VARCHAR(400) NOT NULL,
  next_on      DATE,
  by_id        BIGINT       NOT NULL,
  entered_at   DATETIME     NOT NULL,
  PRIMARY KEY (id),
  KEY follow_up_customer (customer_id, id),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id),
  FOREIGN KEY (by_id) REFERENCES user (id)
);
