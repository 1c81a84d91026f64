-- The library's own tables: what every program needs before it knows any business.

-- One row.  mode says whether the business clock may be set (never in 'real'); fixed_at is
-- that setting, NULL = the machine's time in Asia/Shanghai.
CREATE TABLE instance (
  id         TINYINT      NOT NULL DEFAULT 1 CHECK (id = 1),
  mode       VARCHAR(8)   CHARACTER SET ascii NOT NULL CHECK (mode IN ('real', 'demo', 'test')),
  fixed_at   DATETIME,
  PRIMARY KEY (id),
  CONSTRAINT instance_clock CHECK (mode <> 'real' OR fixed_at IS NULL)
);

-- A form's key is claimed inside the transaction that acts on it, so a second press finds
-- the first one's answer and does nothing.
CREATE TABLE request_key (
  request_key BINARY(16)   NOT NULL,
  user_id     BIGINT       NOT NULL,
  path        VARCHAR(400) NOT NULL,
  status      SMALLINT     NOT NULL,
  location    VARCHAR(200) CHARACTER SET ascii NOT NULL DEFAULT '',
  created_at  DATETIME     NOT NULL,
  PRIMARY KEY (request_key),
  KEY request_key_purge (created_at)
);

-- Messages for the world; the publisher drains them after COMMIT and deletes what was taken.
CREATE TABLE outbox (
  id         BIGINT       NOT NULL AUTO_INCREMENT,
  topic      VARCHAR(32)  CHARACTER SET ascii NOT NULL,
  project_id BIGINT,
  body       VARCHAR(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (id)
);

-- The trail, the timeline and the facts of the reports (decisions 2 and 4).
-- Append-only: sql/grants gives nobody UPDATE or DELETE here.
CREATE TABLE event (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  project_id  BIGINT,
  noun        VARCHAR(24)  CHARACTER SET ascii NOT NULL,
  about_id    BIGINT       NOT NULL,
  what        VARCHAR(40)  CHARACTER SET ascii NOT NULL,
  state_from  VARCHAR(24)  CHARACTER SET ascii,
  state_to    VARCHAR(24)  CHARACTER SET ascii,
  biz_on      DATE         NOT NULL,
  count_on    DATE         NOT NULL,
  post_on     DATE         NOT NULL,
  amount_fen  BIGINT       NOT NULL DEFAULT 0,
  area_dm2    BIGINT       NOT NULL DEFAULT 0,
  reason      VARCHAR(400),
  customer_id BIGINT,
  unit_id     BIGINT,
  user_id     BIGINT       NOT NULL,
  from_where  VARCHAR(64)  CHARACTER SET ascii NOT NULL,
  request_no  VARCHAR(40)  CHARACTER SET ascii NOT NULL DEFAULT '',
  at          DATETIME     NOT NULL,
  created_at  DATETIME     NOT NULL,
  PRIMARY KEY (id),
  KEY event_about (noun, about_id, id),
  KEY event_customer (customer_id, id),
  KEY event_unit (unit_id, id),
  KEY event_flash (project_id, count_on, what, state_to, amount_fen, area_dm2),
  KEY event_when (at)
);

-- How often anything of a project changed (0: of none), raised in the transaction that changed
-- it: a page that was made at the same sum of versions is the same page.
CREATE TABLE project_version (
  project_id    BIGINT NOT NULL,
  version_count BIGINT NOT NULL,
  PRIMARY KEY (project_id)
);
