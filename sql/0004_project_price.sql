-- Prices: a version holds full rows for every unit of its batch (domain.md 4.1), schemes are
-- ordered discount lines (4.2), methods say how a price is paid (5.2).

CREATE TABLE price_import (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  project_id  BIGINT       NOT NULL,
  batch_id    BIGINT       COMMENT 'NULL: the newest of the project',
  file_name   VARCHAR(120) NOT NULL,
  file_hash   BINARY(32)   NOT NULL,
  content     LONGBLOB     NOT NULL COMMENT 'the file as it came, until it is taken or dropped',
  mapping     TEXT         COMMENT 'JSON: the column mapping as corrected by the user; NULL: as proposed',
  state       VARCHAR(10)  CHARACTER SET ascii NOT NULL DEFAULT 'uploaded'
              CHECK (state IN ('uploaded', 'running', 'taken', 'dropped')),
  done_count  BIGINT       NOT NULL DEFAULT 0,
  total_count BIGINT       NOT NULL DEFAULT 0,
  created_by  BIGINT       NOT NULL,
  created_at  DATETIME     NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (project_id, id),
  KEY price_import_same (project_id, file_hash, state),
  FOREIGN KEY (project_id, batch_id) REFERENCES launch_batch (project_id, id),
  FOREIGN KEY (created_by) REFERENCES user (id)
);

-- How far a running import is.  The import is one transaction, of which nobody else sees
-- anything before its COMMIT; this table is outside of transactions, so everybody does.
CREATE TABLE price_progress (
  import_id   BIGINT NOT NULL,
  done_count  BIGINT NOT NULL,
  total_count BIGINT NOT NULL,
  PRIMARY KEY (import_id)
) ENGINE = MEMORY;

-- draft -> submitted -> reviewed (PD) -> approved (GE, or a second PD); or -> rejected.
-- Effective is: approved, and effective_at has come; superseded: a later one has.
CREATE TABLE price_table (
  id           BIGINT       NOT NULL AUTO_INCREMENT,
  project_id   BIGINT       NOT NULL,
  batch_id     BIGINT       NOT NULL,
  version_no   INT          NOT NULL,
  import_id    BIGINT,
  state        VARCHAR(10)  CHARACTER SET ascii NOT NULL DEFAULT 'draft'
               CHECK (state IN ('draft', 'submitted', 'reviewed', 'approved', 'rejected')),
  effective_at DATETIME,
  reason       VARCHAR(200) NOT NULL DEFAULT '',
  created_by   BIGINT       NOT NULL,
  created_at   DATETIME     NOT NULL,
  reviewed_by  BIGINT,
  approved_by  BIGINT,
  approved_at  DATETIME,
  PRIMARY KEY (id),
  UNIQUE price_table_version (batch_id, version_no),
  UNIQUE (project_id, id),
  KEY price_table_current (batch_id, state, effective_at),
  FOREIGN KEY (project_id, batch_id) REFERENCES launch_batch (project_id, id),
  FOREIGN KEY (created_by) REFERENCES user (id),
  FOREIGN KEY (reviewed_by) REFERENCES user (id),
  FOREIGN KEY (approved_by) REFERENCES user (id),
  CONSTRAINT price_table_somebody_else CHECK (approved_by IS NULL
    OR (approved_by <> created_by AND approved_by <> reviewed_by)),
  CONSTRAINT price_table_reviewed CHECK (reviewed_by IS NULL OR reviewed_by <> created_by),
  CONSTRAINT price_table_approved_how CHECK (state <> 'approved'
    OR (approved_by IS NOT NULL AND effective_at IS NOT NULL))
);

CREATE TABLE price_row (
  price_table_id      BIGINT     NOT NULL,
  project_id          BIGINT     NOT NULL,
  unit_id             BIGINT     NOT NULL,
  list_unit_price_fen BIGINT     NOT NULL DEFAULT 0 CHECK (list_unit_price_fen >= 0),
  list_total_fen      BIGINT     NOT NULL CHECK (list_total_fen > 0),
  filed_total_fen     BIGINT     COMMENT 'NULL: the list price is the filed price',
  floor_total_fen     BIGINT,
  anchor              VARCHAR(5) CHARACTER SET ascii NOT NULL CHECK (anchor IN ('unit', 'total')),
  PRIMARY KEY (price_table_id, unit_id),
  FOREIGN KEY (project_id, price_table_id) REFERENCES price_table (project_id, id),
  FOREIGN KEY (project_id, unit_id) REFERENCES unit (project_id, id),
  CONSTRAINT price_row_floor_list_filed CHECK (COALESCE(floor_total_fen, 0) <= list_total_fen
    AND list_total_fen <= COALESCE(filed_total_fen, list_total_fen))
);

CREATE TABLE payment_method (
  id            BIGINT      NOT NULL AUTO_INCREMENT,
  project_id    BIGINT      NOT NULL,
  code          VARCHAR(24) CHARACTER SET ascii NOT NULL,
  name          VARCHAR(30) NOT NULL,
  kind          VARCHAR(12) CHARACTER SET ascii NOT NULL
                CHECK (kind IN ('lump', 'instalment', 'mortgage', 'fund', 'combo')),
  days          SMALLINT    NOT NULL DEFAULT 0 COMMENT 'lump: balance due contract + days',
  ltv_ppm       INT         NOT NULL DEFAULT 0,
  loan_step_fen BIGINT      NOT NULL DEFAULT 1000000 CHECK (loan_step_fen > 0),
  loan_days     SMALLINT    NOT NULL DEFAULT 45,
  fund_cap_fen  BIGINT      NOT NULL DEFAULT 0,
  active        TINYINT     NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE payment_method_code (project_id, code),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id) REFERENCES project (id)
);

CREATE TABLE method_part (
  project_id BIGINT   NOT NULL,
  method_id  BIGINT   NOT NULL,
  seq        SMALLINT NOT NULL,
  share_ppm  INT      NOT NULL CHECK (share_ppm > 0),
  days       SMALLINT NOT NULL COMMENT 'due contract + days',
  PRIMARY KEY (method_id, seq),
  FOREIGN KEY (project_id, method_id) REFERENCES payment_method (project_id, id)
);

CREATE TABLE discount_scheme (
  id             BIGINT      NOT NULL AUTO_INCREMENT,
  project_id     BIGINT      NOT NULL,
  method_id      BIGINT      NOT NULL,
  name           VARCHAR(40) NOT NULL,
  state          VARCHAR(10) CHARACTER SET ascii NOT NULL DEFAULT 'draft'
                 CHECK (state IN ('draft', 'approved', 'rejected')),
  valid_from_on  DATE        NOT NULL,
  valid_to_on    DATE,
  round_unit_fen BIGINT      NOT NULL DEFAULT 100 CHECK (round_unit_fen > 0),
  round_mode     VARCHAR(4)  CHARACTER SET ascii NOT NULL DEFAULT 'half' CHECK (round_mode IN ('half', 'down', 'up')),
  created_by     BIGINT      NOT NULL,
  approved_by    BIGINT,
  PRIMARY KEY (id),
  UNIQUE (project_id, id),
  KEY discount_scheme_pick (project_id, method_id, state, valid_from_on),
  FOREIGN KEY (project_id, method_id) REFERENCES payment_method (project_id, id),
  FOREIGN KEY (created_by) REFERENCES user (id),
  CONSTRAINT discount_scheme_four_eyes CHECK (approved_by IS NULL OR approved_by <> created_by)
);

CREATE TABLE discount_line (
  project_id BIGINT      NOT NULL,
  scheme_id  BIGINT      NOT NULL,
  seq        SMALLINT    NOT NULL,
  kind       VARCHAR(10) CHARACTER SET ascii NOT NULL CHECK (kind IN ('pct', 'points', 'amount_off', 'unit_off')),
  value      BIGINT      NOT NULL COMMENT 'ppm for pct and points, fen for the others' CHECK (value > 0),
  reason     VARCHAR(40) NOT NULL DEFAULT '',
  PRIMARY KEY (scheme_id, seq),
  FOREIGN KEY (project_id, scheme_id) REFERENCES discount_scheme (project_id, id)
);

-- What was aimed at, and what last year was before this program (decision 27).
CREATE TABLE target (
  project_id BIGINT      NOT NULL,
  month_on   DATE        NOT NULL COMMENT 'first day of the month',
  measure    VARCHAR(24) CHARACTER SET ascii NOT NULL CHECK (measure IN ('contract_net_amt', 'collect')),
  amount_fen BIGINT      NOT NULL,
  PRIMARY KEY (project_id, month_on, measure),
  FOREIGN KEY (project_id) REFERENCES project (id)
);
CREATE TABLE past_day (
  project_id BIGINT      NOT NULL,
  count_on   DATE        NOT NULL,
  code       VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'F-code of domain.md 7.2',
  amount     BIGINT      NOT NULL,
  PRIMARY KEY (project_id, count_on, code),
  FOREIGN KEY (project_id) REFERENCES project (id)
);
