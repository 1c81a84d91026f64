-- company -> project -> phase -> building -> entrance -> unit, and what allows a sale.

CREATE TABLE company (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  name        VARCHAR(80)  NOT NULL,
  credit_code VARCHAR(20)  CHARACTER SET ascii NOT NULL DEFAULT '',
  phone       VARCHAR(30)  CHARACTER SET ascii NOT NULL DEFAULT '',
  address     VARCHAR(120) NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  UNIQUE company_name (name)
);

CREATE TABLE project (
  id                 BIGINT       NOT NULL AUTO_INCREMENT,
  company_id         BIGINT       NOT NULL,
  code               VARCHAR(12)  CHARACTER SET ascii NOT NULL,
  name               VARCHAR(60)  NOT NULL,
  city               VARCHAR(40)  NOT NULL DEFAULT '',
  -- dossier, seed 1.2
  plot_no            VARCHAR(40)  NOT NULL DEFAULT '',
  plot_location      VARCHAR(120) NOT NULL DEFAULT '',
  plot_area_dm2      BIGINT       NOT NULL DEFAULT 0 CHECK (plot_area_dm2 >= 0),
  land_use           VARCHAR(40)  NOT NULL DEFAULT '',
  land_grant_no      VARCHAR(60)  NOT NULL DEFAULT '',
  land_grant_on      DATE,
  land_term_years    SMALLINT     NOT NULL DEFAULT 0 CHECK (land_term_years BETWEEN 0 AND 70),
  saleable_area_dm2  BIGINT       NOT NULL DEFAULT 0 CHECK (saleable_area_dm2 >= 0),
  launched_area_dm2  BIGINT       NOT NULL DEFAULT 0 CHECK (launched_area_dm2 >= 0),
  title_no           VARCHAR(60)  NOT NULL DEFAULT '',
  title_on           DATE,
  -- parameters
  vat_rate_pct       SMALLINT     NOT NULL DEFAULT 9 CHECK (vat_rate_pct BETWEEN 0 AND 20),
  sign_days          SMALLINT     NOT NULL DEFAULT 7,
  lock_minutes       SMALLINT     NOT NULL DEFAULT 15,
  lock_cap           SMALLINT     NOT NULL DEFAULT 2 COMMENT 'live locks of one consultant',
  hold_cap           SMALLINT     NOT NULL DEFAULT 0 COMMENT 'holds at a time by a sales manager; 0: no cap',
  hold_days          SMALLINT     NOT NULL DEFAULT 30,
  backdate_days      SMALLINT     NOT NULL DEFAULT 7,
  first_payment_rule VARCHAR(16)  CHARACTER SET ascii NOT NULL DEFAULT 'down_payment'
                     CHECK (first_payment_rule IN ('none', 'down_payment')),
  penalty_ppm        INT          NOT NULL DEFAULT 300,
  sales_closed_on    DATE         COMMENT 'closed through, sales side; NULL: nothing yet',
  finance_closed_on  DATE         COMMENT 'closed through, finance side',
  version_count      BIGINT       NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE project_code (code),
  FOREIGN KEY (company_id) REFERENCES company (id)
);

CREATE TABLE user_project (
  user_id    BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, project_id),
  FOREIGN KEY (user_id) REFERENCES user (id),
  FOREIGN KEY (project_id) REFERENCES project (id)
);

-- Gapless numbers (decision 12): the row is the lock, taken last.
CREATE TABLE number_series (
  project_id BIGINT      NOT NULL,
  kind       VARCHAR(24) CHARACTER SET ascii NOT NULL,
  last_count BIGINT      NOT NULL DEFAULT 0,
  PRIMARY KEY (project_id, kind),
  FOREIGN KEY (project_id) REFERENCES project (id)
);

-- Days on which a period of a day or more cannot end (domain.md 0.10, decision 10).
CREATE TABLE rest_day (
  rest_on DATE NOT NULL,
  PRIMARY KEY (rest_on)
);

CREATE TABLE bank_account (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  company_id BIGINT      NOT NULL,
  project_id BIGINT      COMMENT 'NULL: of the whole company',
  kind       VARCHAR(10) CHARACTER SET ascii NOT NULL CHECK (kind IN ('general', 'escrow')),
  bank       VARCHAR(60) NOT NULL,
  account_no VARCHAR(40) CHARACTER SET ascii NOT NULL,
  holder     VARCHAR(80) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE bank_account_no (account_no),
  FOREIGN KEY (company_id) REFERENCES company (id),
  FOREIGN KEY (project_id) REFERENCES project (id)
);

CREATE TABLE phase (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  project_id BIGINT      NOT NULL,
  name       VARCHAR(40) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE phase_name (project_id, name),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id) REFERENCES project (id)
);

-- Units put on sale together (推盘批次).  draft -> proposed (SM) -> released (PD).
CREATE TABLE launch_batch (
  id          BIGINT      NOT NULL AUTO_INCREMENT,
  project_id  BIGINT      NOT NULL,
  name        VARCHAR(40) NOT NULL,
  opens_on    DATE,
  state       VARCHAR(10) CHARACTER SET ascii NOT NULL DEFAULT 'draft'
              CHECK (state IN ('draft', 'proposed', 'released')),
  proposed_by BIGINT,
  released_by BIGINT,
  released_on DATE,
  PRIMARY KEY (id),
  UNIQUE launch_batch_name (project_id, name),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id) REFERENCES project (id),
  CONSTRAINT launch_batch_four_eyes CHECK (released_by IS NULL OR released_by <> proposed_by)
);

CREATE TABLE building (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  project_id BIGINT      NOT NULL,
  phase_id   BIGINT,
  name       VARCHAR(40) NOT NULL,
  completed  TINYINT     NOT NULL DEFAULT 0 COMMENT '1: completed_sale_filing instead of a permit',
  PRIMARY KEY (id),
  UNIQUE building_name (project_id, name),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id) REFERENCES project (id),
  FOREIGN KEY (project_id, phase_id) REFERENCES phase (project_id, id)
);

CREATE TABLE entrance (
  id          BIGINT      NOT NULL AUTO_INCREMENT,
  project_id  BIGINT      NOT NULL,
  building_id BIGINT      NOT NULL,
  name        VARCHAR(40) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE entrance_name (building_id, name),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id, building_id) REFERENCES building (project_id, id)
);

CREATE TABLE presale_permit (
  id           BIGINT      NOT NULL AUTO_INCREMENT,
  project_id   BIGINT      NOT NULL,
  permit_no    VARCHAR(60) NOT NULL,
  permitted_on DATE        NOT NULL,
  PRIMARY KEY (id),
  UNIQUE presale_permit_no (project_id, permit_no),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id) REFERENCES project (id)
);

CREATE TABLE permit_building (
  project_id  BIGINT NOT NULL,
  permit_id   BIGINT NOT NULL,
  building_id BIGINT NOT NULL,
  PRIMARY KEY (permit_id, building_id),
  FOREIGN KEY (project_id, permit_id) REFERENCES presale_permit (project_id, id),
  FOREIGN KEY (project_id, building_id) REFERENCES building (project_id, id)
);

-- One sellable thing.  sale_state is what lasts; a lock and a hold are compared with the
-- business clock by whoever reads (decision 5), and 已放款 follows from the tab.
CREATE TABLE unit (
  id            BIGINT       NOT NULL AUTO_INCREMENT,
  project_id    BIGINT       NOT NULL,
  batch_id      BIGINT,
  building_id   BIGINT       NOT NULL,
  entrance_id   BIGINT,
  code          VARCHAR(60)  NOT NULL COMMENT 'building, entrance and room in one word: 1栋-1802',
  room          VARCHAR(20)  NOT NULL,
  floor_no      SMALLINT     NOT NULL,
  floor_label   VARCHAR(12)  NOT NULL DEFAULT '',
  unit_kind     VARCHAR(12)  CHARACTER SET ascii NOT NULL
                CHECK (unit_kind IN ('residence', 'shop', 'office', 'parking', 'storage')),
  use_text      VARCHAR(30)  NOT NULL DEFAULT '' COMMENT 'as the price table says it',
  layout        VARCHAR(30)  NOT NULL DEFAULT '',
  facing        VARCHAR(12)  NOT NULL DEFAULT '',
  note          VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'as the price table says it; only ever text',
  pricing_basis VARCHAR(6)   CHARACTER SET ascii NOT NULL CHECK (pricing_basis IN ('gross', 'inner', 'suite')),
  gross_dm2     BIGINT       NOT NULL CHECK (gross_dm2 >= 0),
  inner_dm2     BIGINT       NOT NULL CHECK (inner_dm2 BETWEEN 0 AND gross_dm2),
  encumbrance   VARCHAR(60)  NOT NULL DEFAULT '' COMMENT 'mortgage or seizure that blocks the sale',
  sale_state    VARCHAR(12)  CHARACTER SET ascii NOT NULL DEFAULT 'not_released'
                CHECK (sale_state IN ('not_released', 'available', 'subscribed', 'contracted', 'handed_over')),
  locked_until  DATETIME,
  locked_by     BIGINT,
  lock_deal_id  BIGINT,
  held_until    DATE         COMMENT 'through the end of that day',
  held_by       BIGINT,
  held_reason   VARCHAR(100) NOT NULL DEFAULT '',
  version_count BIGINT       NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE unit_code (project_id, code),
  UNIQUE unit_place (building_id, entrance_id, floor_no, floor_label, room),
  UNIQUE (project_id, id),
  KEY unit_locks (locked_by, locked_until),
  FOREIGN KEY (project_id, batch_id) REFERENCES launch_batch (project_id, id),
  FOREIGN KEY (project_id, building_id) REFERENCES building (project_id, id),
  FOREIGN KEY (project_id, entrance_id) REFERENCES entrance (project_id, id),
  FOREIGN KEY (locked_by) REFERENCES user (id),
  FOREIGN KEY (held_by) REFERENCES user (id),
  CONSTRAINT unit_released_with_area CHECK (sale_state = 'not_released' OR pricing_basis = 'suite' OR gross_dm2 > 0),
  CONSTRAINT unit_released_in_batch CHECK (sale_state = 'not_released' OR batch_id IS NOT NULL),
  CONSTRAINT unit_released_free CHECK (sale_state <> 'available' OR encumbrance = '')
);
