-- What the flash report counts of this moment, without going through what was sold long ago.
--
-- Units on sale, deals that wait, registrations: counted through an index of the open ones.
-- Units that are sold only grow: counted as they move, by the same way as flash_sum.

ALTER TABLE unit ADD KEY unit_open (project_id, sale_state, batch_id, locked_until, held_until);
ALTER TABLE deal ADD KEY deal_waits (project_id, subscription_state, live, sign_by_on);
ALTER TABLE pre_registration ADD KEY pre_registration_active (project_id, active);

-- sale_state of the unit; 'loaned' counts beside 'contracted' those whose money is complete.
CREATE TABLE stock_sum (
  project_id BIGINT      NOT NULL,
  state      VARCHAR(12) CHARACTER SET ascii NOT NULL,
  unit_count BIGINT      NOT NULL,
  area_dm2   BIGINT      NOT NULL,
  PRIMARY KEY (project_id, state)
);

CREATE TABLE stock_delta (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  project_id BIGINT      NOT NULL,
  state      VARCHAR(12) CHARACTER SET ascii NOT NULL,
  unit_count BIGINT      NOT NULL,
  area_dm2   BIGINT      NOT NULL,
  PRIMARY KEY (id)
);

CREATE OR REPLACE VIEW stock_source AS
  SELECT u.project_id, u.sale_state AS state, 1 AS unit_count, u.gross_dm2 AS area_dm2 FROM unit u
  UNION ALL
  SELECT u.project_id, 'loaned', 1, u.gross_dm2
    FROM tab t JOIN deal d ON d.tab_id = t.id AND d.live = 1
    JOIN unit u ON u.id = d.unit_id AND u.sale_state = 'contracted'
   WHERE t.covered_on IS NOT NULL;

DELIMITER //
CREATE OR REPLACE TRIGGER unit_comes AFTER INSERT ON unit FOR EACH ROW
  INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
  VALUES (NEW.project_id, NEW.sale_state, 1, NEW.gross_dm2)//

-- A loan needs three rows: the unit contracted, its deal live, the deal's tab covered.  Whoever
-- changes one looks at the other two, and waits for whoever is changing them.
CREATE OR REPLACE TRIGGER unit_moves AFTER UPDATE ON unit FOR EACH ROW
BEGIN
  IF (NEW.project_id, NEW.sale_state, NEW.gross_dm2) <> (OLD.project_id, OLD.sale_state, OLD.gross_dm2) THEN
    INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
    VALUES (OLD.project_id, OLD.sale_state, -1, -OLD.gross_dm2),
           (NEW.project_id, NEW.sale_state, 1, NEW.gross_dm2);
    IF OLD.sale_state = 'contracted' THEN
      INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
      SELECT OLD.project_id, 'loaned', -1, -OLD.gross_dm2 FROM deal d JOIN tab t ON t.id = d.tab_id
       WHERE d.unit_id = NEW.id AND d.live = 1 AND t.covered_on IS NOT NULL LOCK IN SHARE MODE;
    END IF;
    IF NEW.sale_state = 'contracted' THEN
      INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
      SELECT NEW.project_id, 'loaned', 1, NEW.gross_dm2 FROM deal d JOIN tab t ON t.id = d.tab_id
       WHERE d.unit_id = NEW.id AND d.live = 1 AND t.covered_on IS NOT NULL LOCK IN SHARE MODE;
    END IF;
  END IF;
END//

CREATE OR REPLACE TRIGGER deal_moves AFTER UPDATE ON deal FOR EACH ROW
BEGIN
  IF NOT NEW.live <=> OLD.live THEN
    INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
    SELECT u.project_id, 'loaned', IF(NEW.live = 1, 1, -1), IF(NEW.live = 1, 1, -1) * u.gross_dm2
      FROM unit u JOIN tab t ON t.id = NEW.tab_id
     WHERE u.id = NEW.unit_id AND u.sale_state = 'contracted' AND t.covered_on IS NOT NULL
      LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE TRIGGER tab_moves AFTER UPDATE ON tab FOR EACH ROW
BEGIN
  IF (NEW.covered_on IS NULL) <> (OLD.covered_on IS NULL) THEN
    INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
    SELECT u.project_id, 'loaned', IF(NEW.covered_on IS NULL, -1, 1),
           IF(NEW.covered_on IS NULL, -1, 1) * u.gross_dm2
      FROM deal d JOIN unit u ON u.id = d.unit_id
     WHERE d.tab_id = NEW.id AND d.live = 1 AND u.sale_state = 'contracted'
      LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE PROCEDURE stock_rebuild()
BEGIN
  DELETE FROM stock_delta;
  DELETE FROM stock_sum;
  INSERT INTO stock_sum SELECT project_id, state, SUM(unit_count), SUM(area_dm2)
    FROM stock_source GROUP BY project_id, state;
END//
DELIMITER ;

-- ---- what a tab still owes, kept by tab_review() (cgi/finance/tab.c) --------------------------

-- The generated columns let an index answer for one project: who owes, and since when.
ALTER TABLE tab
  ADD COLUMN next_due_on   DATE COMMENT 'of the first open item that can be in arrears',
  ADD COLUMN loan_open_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'signed, and the bank has not paid',
  ADD COLUMN owes  TINYINT AS (IF(next_due_on IS NULL, NULL, 1)) STORED,
  ADD COLUMN waits TINYINT AS (IF(loan_open_fen = 0, NULL, 1)) STORED,
  ADD KEY tab_owes (project_id, owes, next_due_on),
  ADD KEY tab_waits (project_id, waits, loan_open_fen);

-- Money covers the items of its pot by due date, then seq (domain.md 5.3).
UPDATE tab t JOIN (
  SELECT i.tab_id,
         MIN(IF(i.pot <> 'loan' AND (k.signed_on IS NOT NULL OR i.pot = 'deposit'), i.due_on, NULL)) AS due_on,
         SUM(IF(i.pot = 'loan' AND k.signed_on IS NOT NULL, LEAST(i.amount_fen, i.asked_fen - i.paid_fen), 0)) AS loan_fen
    FROM (SELECT p.tab_id, p.pot, p.due_on, p.amount_fen,
                 SUM(p.amount_fen) OVER (PARTITION BY p.tab_id, p.pot
                   ORDER BY COALESCE(p.due_on, '9999-12-31'), p.seq) AS asked_fen,
                 GREATEST(0, COALESCE(m.paid_fen, 0)) AS paid_fen
            FROM plan_item p
            LEFT JOIN (SELECT l.tab_id, l.kind, SUM(l.amount_fen) AS paid_fen FROM slip s
                         JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no
                        WHERE s.audited_on IS NOT NULL GROUP BY l.tab_id, l.kind) m
              ON m.tab_id = p.tab_id AND m.kind = p.pot
           WHERE p.live = 1) i
    JOIN tab k ON k.id = i.tab_id
   WHERE i.asked_fen > i.paid_fen GROUP BY i.tab_id) o ON o.tab_id = t.id
  SET t.next_due_on = o.due_on, t.loan_open_fen = o.loan_fen;

CALL stock_rebuild();
CALL flash_rebuild();
