-- What the units on sale are worth by each approved price table, added up as they move by the
-- way of stock_sum (docs/adr/0012): the report asked the price of every one of them.  Which of
-- a batch's tables is in force the clock says, when it is asked.

CREATE TABLE value_sum (
  price_table_id BIGINT NOT NULL,
  list_fen       BIGINT NOT NULL,
  PRIMARY KEY (price_table_id)
);

CREATE TABLE value_delta (
  id             BIGINT NOT NULL AUTO_INCREMENT,
  price_table_id BIGINT NOT NULL,
  list_fen       BIGINT NOT NULL,
  PRIMARY KEY (id),
  KEY value_delta_table (price_table_id)
);

CREATE OR REPLACE VIEW value_source AS
  SELECT v.id AS price_table_id, r.unit_id, r.list_total_fen AS list_fen
    FROM price_table v JOIN price_row r ON r.price_table_id = v.id
    JOIN unit u ON u.id = r.unit_id AND u.batch_id = v.batch_id AND u.sale_state = 'available'
   WHERE v.state = 'approved';

-- A value needs three rows: the table approved, its row, and the unit on sale.  Whoever changes
-- one looks at the other two, and waits for whoever is changing them.  Row by row: INSERT ...
-- SELECT would hold the numbers of the delta's table while it waits for those.
DELIMITER //
CREATE OR REPLACE TRIGGER unit_moves_value AFTER UPDATE ON unit FOR EACH ROW
BEGIN
  IF NOT (NEW.batch_id, NEW.sale_state) <=> (OLD.batch_id, OLD.sale_state) THEN
    IF OLD.sale_state = 'available' THEN
      FOR v IN (SELECT t.id, r.list_total_fen FROM price_table t JOIN price_row r ON r.price_table_id = t.id
                 WHERE t.batch_id = OLD.batch_id AND t.state = 'approved' AND r.unit_id = NEW.id
                  LOCK IN SHARE MODE)
      DO
        INSERT INTO value_delta (price_table_id, list_fen) VALUES (v.id, -v.list_total_fen);
      END FOR;
    END IF;
    IF NEW.sale_state = 'available' THEN
      FOR v IN (SELECT t.id, r.list_total_fen FROM price_table t JOIN price_row r ON r.price_table_id = t.id
                 WHERE t.batch_id = NEW.batch_id AND t.state = 'approved' AND r.unit_id = NEW.id
                  LOCK IN SHARE MODE)
      DO
        INSERT INTO value_delta (price_table_id, list_fen) VALUES (v.id, v.list_total_fen);
      END FOR;
    END IF;
  END IF;
END//

CREATE OR REPLACE TRIGGER price_table_moves AFTER UPDATE ON price_table FOR EACH ROW
BEGIN
  IF (NEW.state = 'approved') <> (OLD.state = 'approved') THEN
    FOR v IN (SELECT COALESCE(SUM(r.list_total_fen), 0) AS list_fen
                FROM price_row r JOIN unit u ON u.id = r.unit_id
               WHERE r.price_table_id = NEW.id AND u.batch_id = NEW.batch_id AND u.sale_state = 'available'
                LOCK IN SHARE MODE)
    DO
      INSERT INTO value_delta (price_table_id, list_fen)
      VALUES (NEW.id, IF(NEW.state = 'approved', v.list_fen, -v.list_fen));
    END FOR;
  END IF;
END//

-- The rows of a table come before it is approved, and stay; whoever does otherwise counts too.
CREATE OR REPLACE TRIGGER price_row_comes AFTER INSERT ON price_row FOR EACH ROW
  FOR v IN (SELECT t.id FROM price_table t JOIN unit u ON u.batch_id = t.batch_id
             WHERE t.id = NEW.price_table_id AND t.state = 'approved' AND u.id = NEW.unit_id
               AND u.sale_state = 'available' LOCK IN SHARE MODE)
  DO
    INSERT INTO value_delta (price_table_id, list_fen) VALUES (v.id, NEW.list_total_fen);
  END FOR//

CREATE OR REPLACE TRIGGER price_row_moves AFTER UPDATE ON price_row FOR EACH ROW
  FOR v IN (SELECT t.id FROM price_table t JOIN unit u ON u.batch_id = t.batch_id
             WHERE t.id = NEW.price_table_id AND t.state = 'approved' AND u.id = NEW.unit_id
               AND u.sale_state = 'available' LOCK IN SHARE MODE)
  DO
    INSERT INTO value_delta (price_table_id, list_fen)
    VALUES (v.id, NEW.list_total_fen - OLD.list_total_fen);
  END FOR//

CREATE OR REPLACE TRIGGER price_row_goes AFTER DELETE ON price_row FOR EACH ROW
  FOR v IN (SELECT t.id FROM price_table t JOIN unit u ON u.batch_id = t.batch_id
             WHERE t.id = OLD.price_table_id AND t.state = 'approved' AND u.id = OLD.unit_id
               AND u.sale_state = 'available' LOCK IN SHARE MODE)
  DO
    INSERT INTO value_delta (price_table_id, list_fen) VALUES (v.id, -OLD.list_total_fen);
  END FOR//

-- Those of stock_sum (0011), in the same way.
CREATE OR REPLACE TRIGGER unit_moves AFTER UPDATE ON unit FOR EACH ROW
BEGIN
  IF (NEW.project_id, NEW.sale_state, NEW.gross_dm2) <> (OLD.project_id, OLD.sale_state, OLD.gross_dm2) THEN
    INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
    VALUES (OLD.project_id, OLD.sale_state, -1, -OLD.gross_dm2),
           (NEW.project_id, NEW.sale_state, 1, NEW.gross_dm2);
    IF 'contracted' IN (OLD.sale_state, NEW.sale_state) THEN
      FOR covered IN (SELECT d.id FROM deal d JOIN tab t ON t.id = d.tab_id
                       WHERE d.unit_id = NEW.id AND d.live = 1 AND t.covered_on IS NOT NULL
                        LOCK IN SHARE MODE)
      DO
        IF OLD.sale_state = 'contracted' THEN
          INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
          VALUES (OLD.project_id, 'loaned', -1, -OLD.gross_dm2);
        END IF;
        IF NEW.sale_state = 'contracted' THEN
          INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
          VALUES (NEW.project_id, 'loaned', 1, NEW.gross_dm2);
        END IF;
      END FOR;
    END IF;
  END IF;
END//

CREATE OR REPLACE TRIGGER deal_moves AFTER UPDATE ON deal FOR EACH ROW
BEGIN
  IF NOT NEW.live <=> OLD.live THEN
    FOR loaned IN (SELECT u.project_id, IF(NEW.live = 1, 1, -1) AS sign, u.gross_dm2
                     FROM unit u JOIN tab t ON t.id = NEW.tab_id
                    WHERE u.id = NEW.unit_id AND u.sale_state = 'contracted' AND t.covered_on IS NOT NULL
                     LOCK IN SHARE MODE)
    DO
      INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
      VALUES (loaned.project_id, 'loaned', loaned.sign, loaned.sign * loaned.gross_dm2);
    END FOR;
  END IF;
END//

CREATE OR REPLACE TRIGGER tab_moves AFTER UPDATE ON tab FOR EACH ROW
BEGIN
  IF (NEW.covered_on IS NULL) <> (OLD.covered_on IS NULL) THEN
    FOR loaned IN (SELECT u.project_id, IF(NEW.covered_on IS NULL, -1, 1) AS sign, u.gross_dm2
                     FROM deal d JOIN unit u ON u.id = d.unit_id
                    WHERE d.tab_id = NEW.id AND d.live = 1 AND u.sale_state = 'contracted'
                     LOCK IN SHARE MODE)
    DO
      INSERT INTO stock_delta (project_id, state, unit_count, area_dm2)
      VALUES (loaned.project_id, 'loaned', loaned.sign, loaned.sign * loaned.gross_dm2);
    END FOR;
  END IF;
END//

CREATE OR REPLACE PROCEDURE stock_rebuild()
BEGIN
  DELETE FROM stock_delta;
  DELETE FROM stock_sum;
  INSERT INTO stock_sum SELECT project_id, state, SUM(unit_count), SUM(area_dm2)
    FROM stock_source GROUP BY project_id, state;
  DELETE FROM value_delta;
  DELETE FROM value_sum;
  INSERT INTO value_sum SELECT price_table_id, SUM(list_fen) FROM value_source GROUP BY price_table_id;
END//
DELIMITER ;

-- Of the units on sale the few that are locked or held are found by the moment that ends it.
ALTER TABLE unit
  DROP KEY unit_open,
  ADD KEY unit_open (project_id, sale_state, locked_until),
  ADD KEY unit_held (project_id, sale_state, held_until);

CALL stock_rebuild();
