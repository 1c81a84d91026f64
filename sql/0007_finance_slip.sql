-- The payment slip: number and state; its lines hang on revisions (decision 14).
CREATE TABLE slip (
  id           BIGINT       NOT NULL AUTO_INCREMENT,
  project_id   BIGINT       NOT NULL,
  serial       INT          NOT NULL COMMENT 'gapless by project',
  slip_no      VARCHAR(24)  CHARACTER SET ascii NOT NULL,
  type         VARCHAR(8)   CHARACTER SET ascii NOT NULL CHECK (type IN ('receipt', 'refund', 'transfer', 'red')),
  tab_id       BIGINT       NOT NULL COMMENT 'the tab it is filed under: of its last line',
  means        VARCHAR(12)  CHARACTER SET ascii NOT NULL
               CHECK (means IN ('transfer', 'pos', 'cash', 'refund', 'transfer_in')),
  account      VARCHAR(12)  CHARACTER SET ascii NOT NULL COMMENT 'where the money went, or came from',
  reference    VARCHAR(40)  NOT NULL DEFAULT '' COMMENT 'bank or POS voucher',
  payer        VARCHAR(120) NOT NULL,
  paid_on      DATE         NOT NULL COMMENT 'as typed; never becomes received_on by itself',
  amount_fen   BIGINT       NOT NULL COMMENT 'sum of the lines of the current revision',
  revision_no  SMALLINT     NOT NULL DEFAULT 1,
  state        VARCHAR(10)  CHARACTER SET ascii NOT NULL DEFAULT 'submitted'
               CHECK (state IN ('draft', 'submitted', 'reviewed', 'audited', 'rejected', 'reversed')),
  note         VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why it was returned, or why it is red',
  reverses_id  BIGINT,
  entered_by   BIGINT       NOT NULL,
  entered_at   DATETIME     NOT NULL,
  reviewed_by  BIGINT,
  reviewed_at  DATETIME,
  approved_by  BIGINT,
  approved_at  DATETIME,
  audited_by   BIGINT,
  audited_at   DATETIME,
  audited_on   DATE,
  received_on  DATE,
  count_on     DATE,
  post_on      DATE,
  PRIMARY KEY (id),
  UNIQUE slip_serial (project_id, serial),
  UNIQUE slip_reversed_once (reverses_id),
  UNIQUE (project_id, id),
  KEY slip_queue (project_id, state, id),
  KEY slip_counts (project_id, count_on),
  KEY slip_tab (tab_id),
  FOREIGN KEY (project_id, tab_id) REFERENCES tab (project_id, id),
  FOREIGN KEY (project_id, reverses_id) REFERENCES slip (project_id, id),
  FOREIGN KEY (account) REFERENCES ledger_account (code),
  FOREIGN KEY (entered_by) REFERENCES user (id),
  FOREIGN KEY (reviewed_by) REFERENCES user (id),
  FOREIGN KEY (approved_by) REFERENCES user (id),
  FOREIGN KEY (audited_by) REFERENCES user (id),
  CONSTRAINT slip_four_eyes CHECK ((reviewed_by IS NULL OR reviewed_by <> entered_by)
    AND (audited_by IS NULL OR (audited_by <> entered_by AND audited_by <> reviewed_by))
    AND (approved_by IS NULL OR approved_by <> entered_by)),
  CONSTRAINT slip_audited_how CHECK (state NOT IN ('audited', 'reversed')
    OR (reviewed_by IS NOT NULL AND audited_by IS NOT NULL AND audited_on IS NOT NULL
        AND received_on IS NOT NULL AND count_on IS NOT NULL AND post_on IS NOT NULL)),
  CONSTRAINT slip_money_out_approved CHECK (audited_on IS NULL OR type NOT IN ('refund', 'red')
    OR approved_by IS NOT NULL),
  CONSTRAINT slip_red_letter CHECK ((type = 'red') = (reverses_id IS NOT NULL)),
  CONSTRAINT slip_moves_money CHECK (amount_fen <> 0 OR type = 'transfer'),
  CONSTRAINT slip_received_past CHECK (received_on IS NULL OR received_on <= audited_on)
);

-- Lines of every revision; a line is never changed.
CREATE TABLE slip_line (
  id          BIGINT      NOT NULL AUTO_INCREMENT,
  project_id  BIGINT      NOT NULL,
  slip_id     BIGINT      NOT NULL,
  revision_no SMALLINT    NOT NULL,
  seq         SMALLINT    NOT NULL,
  tab_id      BIGINT      NOT NULL,
  kind        VARCHAR(20) CHARACTER SET ascii NOT NULL
              CHECK (kind IN ('sincerity', 'deposit', 'price', 'loan', 'maintenance_fund', 'deed_tax')),
  amount_fen  BIGINT      NOT NULL CHECK (amount_fen <> 0),
  PRIMARY KEY (id),
  UNIQUE slip_line_seq (slip_id, revision_no, seq),
  KEY slip_line_tab (tab_id, kind),
  FOREIGN KEY (project_id, slip_id) REFERENCES slip (project_id, id),
  FOREIGN KEY (project_id, tab_id) REFERENCES tab (project_id, id)
);

-- Transfers: they balance by construction (decision 3).  Append-only by grants.
CREATE TABLE ledger (
  id           BIGINT      NOT NULL AUTO_INCREMENT,
  project_id   BIGINT      COMMENT 'NULL: of the company, opening balances',
  event_id     BIGINT      NOT NULL,
  slip_line_id BIGINT,
  tab_id       BIGINT,
  debit        VARCHAR(12) CHARACTER SET ascii NOT NULL,
  credit       VARCHAR(12) CHARACTER SET ascii NOT NULL,
  amount_fen   BIGINT      NOT NULL CHECK (amount_fen <> 0),
  count_on     DATE        NOT NULL,
  post_on      DATE        NOT NULL,
  PRIMARY KEY (id),
  KEY ledger_tab (tab_id, credit),
  KEY ledger_line (slip_line_id),
  KEY ledger_debit (debit, post_on, amount_fen),
  KEY ledger_credit (credit, post_on, amount_fen),
  FOREIGN KEY (event_id) REFERENCES event (id),
  FOREIGN KEY (slip_line_id) REFERENCES slip_line (id),
  FOREIGN KEY (project_id, tab_id) REFERENCES tab (project_id, id),
  FOREIGN KEY (debit) REFERENCES ledger_account (code),
  FOREIGN KEY (credit) REFERENCES ledger_account (code),
  CONSTRAINT ledger_moves CHECK (debit <> credit)
);

-- A receipt never changes; what happens to it are its events (decision 22).
CREATE TABLE receipt (
  id         BIGINT       NOT NULL AUTO_INCREMENT,
  project_id BIGINT       NOT NULL,
  serial     INT          NOT NULL,
  receipt_no VARCHAR(24)  CHARACTER SET ascii NOT NULL,
  slip_id    BIGINT       NOT NULL,
  issue_no   SMALLINT     NOT NULL COMMENT '2 and more: the one before was voided or lost',
  amount_fen BIGINT       NOT NULL CHECK (amount_fen > 0),
  issued_on  DATE         NOT NULL,
  issued_by  BIGINT       NOT NULL,
  payer      VARCHAR(120) NOT NULL,
  payer_masked VARCHAR(120) NOT NULL,
  unit_code  VARCHAR(60)  NOT NULL DEFAULT '',
  code       CHAR(16)     CHARACTER SET ascii NOT NULL COMMENT '80 random bits, base32: cannot be guessed',
  qr_text    VARCHAR(600) CHARACTER SET ascii NOT NULL COMMENT 'R1.KEYID.FIELDS.SIG',
  PRIMARY KEY (id),
  UNIQUE receipt_serial (project_id, serial),
  UNIQUE receipt_of_slip (slip_id, issue_no),
  UNIQUE receipt_code (code),
  UNIQUE (project_id, id),
  FOREIGN KEY (project_id, slip_id) REFERENCES slip (project_id, id),
  FOREIGN KEY (issued_by) REFERENCES user (id)
);

CREATE TABLE receipt_event (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  project_id  BIGINT       NOT NULL,
  receipt_id  BIGINT       NOT NULL,
  what        VARCHAR(10)  CHARACTER SET ascii NOT NULL
              CHECK (what IN ('recovered', 'voided', 'lost', 'replaced', 'reversed')),
  happened_on DATE         NOT NULL,
  reason      VARCHAR(200) NOT NULL DEFAULT '',
  by_id       BIGINT       NOT NULL,
  PRIMARY KEY (id),
  UNIQUE receipt_event_once (receipt_id, what),
  FOREIGN KEY (project_id, receipt_id) REFERENCES receipt (project_id, id),
  FOREIGN KEY (by_id) REFERENCES user (id)
);
