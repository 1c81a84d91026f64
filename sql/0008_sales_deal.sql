-- 认筹: draft -> active (number) -> converted, or withdrawing.  withdrawn follows from its
-- tab (emptied_on), so it is not a state here.
CREATE TABLE pre_registration (
  id           BIGINT      NOT NULL AUTO_INCREMENT,
  project_id   BIGINT      NOT NULL,
  batch_id     BIGINT      NOT NULL,
  customer_id  BIGINT      NOT NULL,
  tab_id       BIGINT      NOT NULL,
  owner_id     BIGINT      NOT NULL,
  serial       INT         COMMENT 'gapless by batch; NULL: a draft',
  reg_no       VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '',
  intent       VARCHAR(100) NOT NULL DEFAULT '',
  state        VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'draft'
               CHECK (state IN ('draft', 'active', 'converted', 'withdrawing')),
  active       TINYINT     AS (IF(state = 'active', 1, NULL)) STORED,
  registered_on DATE,
  created_at   DATETIME    NOT NULL,
  confirmed_by BIGINT,
  PRIMARY KEY (id),
  UNIQUE pre_registration_one_active (customer_id, batch_id, active),
  UNIQUE pre_registration_serial (batch_id, serial),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id, batch_id) REFERENCES launch_batch (project_id, id),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id),
  FOREIGN KEY (project_id, tab_id) REFERENCES tab (project_id, id),
  FOREIGN KEY (owner_id) REFERENCES user (id)
);

-- A deal carries the states of its subscription and of its contract (decision 6).
-- One unit, one buyer: live is 1 for a confirmed deal that stands and NULL otherwise; a
-- unique key ignores NULL, so the schema itself forbids a double sale.
CREATE TABLE deal (
  id                  BIGINT      NOT NULL AUTO_INCREMENT,
  project_id          BIGINT      NOT NULL,
  unit_id             BIGINT      NOT NULL,
  tab_id              BIGINT      NOT NULL,
  owner_id            BIGINT      NOT NULL,
  registration_id     BIGINT,
  serial              INT         COMMENT 'gapless by project; NULL: a draft',
  deal_no             VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT '',
  subscription_state  VARCHAR(10) CHARACTER SET ascii NOT NULL DEFAULT 'draft'
                      CHECK (subscription_state IN ('draft', 'active', 'converted', 'cancelled', 'swapped')),
  contract_state      VARCHAR(14) CHARACTER SET ascii
                      CHECK (contract_state IN ('signed', 'online_signed', 'filed', 'cancelling', 'cancelled', 'swapped')),
  live                TINYINT     AS (IF(subscription_state IN ('active', 'converted')
                        AND (contract_state IS NULL OR contract_state NOT IN ('cancelled', 'swapped')), 1, NULL)) STORED,
  method_id           BIGINT      NOT NULL,
  scheme_id           BIGINT,
  price_table_id      BIGINT      NOT NULL,
  pricing_basis       VARCHAR(6)  CHARACTER SET ascii NOT NULL,
  gross_dm2           BIGINT      NOT NULL,
  inner_dm2           BIGINT      NOT NULL,
  list_total_fen      BIGINT      NOT NULL CHECK (list_total_fen > 0),
  total_fen           BIGINT      NOT NULL CHECK (total_fen > 0),
  unit_price_fen      BIGINT      NOT NULL,
  tail_fen            BIGINT      NOT NULL,
  deposit_fen         BIGINT      NOT NULL CHECK (deposit_fen > 0),
  subscribed_on       DATE,
  sign_by_on          DATE,
  contract_no         VARCHAR(40),
  signed_on           DATE,
  online_no           VARCHAR(40) NOT NULL DEFAULT '',
  online_on           DATE,
  filing_no           VARCHAR(40) NOT NULL DEFAULT '',
  filing_on           DATE,
  created_at          DATETIME    NOT NULL,
  confirmed_by        BIGINT,
  PRIMARY KEY (id),
  UNIQUE deal_one_live (unit_id, live),
  UNIQUE deal_contract_no (project_id, contract_no),
  UNIQUE deal_serial (project_id, serial),
  UNIQUE (project_id, id),
  KEY deal_state (project_id, subscription_state, contract_state),
  KEY deal_tab (tab_id),
  FOREIGN KEY (project_id, unit_id) REFERENCES unit (project_id, id),
  FOREIGN KEY (project_id, tab_id) REFERENCES tab (project_id, id),
  FOREIGN KEY (project_id, method_id) REFERENCES payment_method (project_id, id),
  FOREIGN KEY (project_id, scheme_id) REFERENCES discount_scheme (project_id, id),
  FOREIGN KEY (project_id, price_table_id) REFERENCES price_table (project_id, id),
  FOREIGN KEY (project_id, registration_id) REFERENCES pre_registration (project_id, id),
  FOREIGN KEY (owner_id) REFERENCES user (id)
);

CREATE TABLE buyer_party (
  project_id  BIGINT   NOT NULL,
  deal_id     BIGINT   NOT NULL,
  seq         SMALLINT NOT NULL,
  customer_id BIGINT   NOT NULL,
  share_ppm   INT      NOT NULL CHECK (share_ppm BETWEEN 1 AND 1000000),
  PRIMARY KEY (deal_id, seq),
  UNIQUE buyer_party_once (deal_id, customer_id),
  FOREIGN KEY (project_id, deal_id) REFERENCES deal (project_id, id),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id)
);

-- How the price came about, line by line, as it was computed for this deal.
CREATE TABLE deal_price_line (
  deal_id     BIGINT      NOT NULL,
  project_id  BIGINT      NOT NULL,
  seq         SMALLINT    NOT NULL,
  kind        VARCHAR(10) CHARACTER SET ascii NOT NULL CHECK (kind IN ('list', 'pct', 'points', 'amount_off', 'unit_off', 'round')),
  value       BIGINT      NOT NULL,
  running_fen BIGINT      NOT NULL,
  PRIMARY KEY (deal_id, seq),
  FOREIGN KEY (project_id, deal_id) REFERENCES deal (project_id, id)
);
