-- What one buyer owes and has paid.  Finance knows tabs, not deals (decision 1): sales
-- writes here, in its own transitions, what finance needs to judge a slip.
CREATE TABLE tab (
  id             BIGINT       NOT NULL AUTO_INCREMENT,
  project_id     BIGINT       NOT NULL,
  owner_id       BIGINT       NOT NULL COMMENT 'the consultant',
  unit_id        BIGINT       COMMENT 'NULL: a pre-registration',
  customer_id    BIGINT       COMMENT 'the first party: on whose timeline the money stands',
  payer          VARCHAR(120) NOT NULL COMMENT 'names of the parties, as papers show them',
  kinds          SET('sincerity', 'deposit', 'price', 'loan', 'maintenance_fund', 'deed_tax') NOT NULL DEFAULT ''
                 COMMENT 'what a slip may bring now',
  refund_asked   TINYINT      NOT NULL DEFAULT 0 COMMENT '1: refund slips are possible',
  transfer_to_id BIGINT       COMMENT 'the tab to which sincerity money may be transferred',
  signed_on      DATE         COMMENT 'contract signed: until then only the deposit can be in arrears',
  total_fen      BIGINT       NOT NULL DEFAULT 0,
  emptied_on     DATE         COMMENT 'refund asked and balance 0: the day it came true',
  covered_on     DATE         COMMENT 'signed and every plan item covered: since when',
  PRIMARY KEY (id),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id, unit_id) REFERENCES unit (project_id, id),
  FOREIGN KEY (project_id, transfer_to_id) REFERENCES tab (project_id, id),
  FOREIGN KEY (project_id, customer_id) REFERENCES customer (project_id, id),
  FOREIGN KEY (owner_id) REFERENCES user (id)
);

-- Versions of the receivable plan; the highest version of a tab is the plan.  Paid amounts
-- are derived (view plan_paid), never stored.
CREATE TABLE plan_item (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  project_id BIGINT      NOT NULL,
  tab_id     BIGINT      NOT NULL,
  version_no INT         NOT NULL,
  live       TINYINT     COMMENT '1 in the version that counts, else NULL',
  seq        SMALLINT    NOT NULL,
  item_kind  VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'deposit down_payment balance part1.. bank_loan fund_loan',
  pot        VARCHAR(8)  CHARACTER SET ascii NOT NULL COMMENT 'the kind of slip line that pays it'
             CHECK (pot IN ('deposit', 'price', 'loan')),
  payer      VARCHAR(8)  CHARACTER SET ascii NOT NULL CHECK (payer IN ('customer', 'bank', 'fund')),
  amount_fen BIGINT      NOT NULL CHECK (amount_fen >= 0),
  due_on     DATE,
  PRIMARY KEY (id),
  UNIQUE plan_item_seq (tab_id, version_no, seq),
  KEY plan_item_live (project_id, live, tab_id),
  FOREIGN KEY (project_id, tab_id) REFERENCES tab (project_id, id)
);

CREATE TABLE ledger_account (
  code VARCHAR(12) CHARACTER SET ascii NOT NULL,
  name VARCHAR(40) NOT NULL,
  PRIMARY KEY (code)
);
