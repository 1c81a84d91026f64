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
-- one looks at the other two, and waits for whoever is changing them.
DELIMITER //
CREATE OR REPLACE TRIGGER unit_moves_value AFTER UPDATE ON unit FOR EACH ROW
BEGIN
  IF NOT (NEW.batch_id, NEW.sale_state) <=> (OLD.batch_id, OLD.sale_state) THEN
    IF OLD.sale_state = 'available' THEN
      INSERT INTO value_delta (price_table_id, list_fen)
      SELECT v.id, -r.list_total_fen FROM price_table v JOIN price_row r ON r.price_table_id = v.id
       WHERE v.batch_id = OLD.batch_id AND v.state = 'approved' AND r.unit_id = NEW.id
        LOCK IN SHARE MODE;
    END IF;
    IF NEW.sale_state = 'available' THEN
      INSERT INTO value_delta (price_table_id, list_fen)
      SELECT v.id, r.list_total_fen FROM price_table v JOIN price_row r ON r.price_table_id = v.id
       WHERE v.batch_id = NEW.batch_id AND v.state = 'approved' AND r.unit_id = NEW.id
        LOCK IN SHARE MODE;
    END IF;
  END IF;
END//

CREATE OR REPLACE TRIGGER price_table_moves AFTER UPDATE ON price_table FOR EACH ROW
BEGIN
  IF (NEW.state = 'approved') <> (OLD.state = 'approved') THEN
    INSERT INTO value_delta (price_table_id, list_fen)
    SELECT NEW.id, IF(NEW.state = 'approved', 1, -1) * COALESCE(SUM(r.list_total_fen), 0)
      FROM price_row r JOIN unit u ON u.id = r.unit_id
     WHERE r.price_table_id = NEW.id AND u.batch_id = NEW.batch_id AND u.sale_state = 'available'
      LOCK IN SHARE MODE;
  END IF;
END//

-- The rows of a table come before it is approved, and stay; whoever does otherwise counts too.
CREATE OR REPLACE TRIGGER price_row_comes AFTER INSERT ON price_row FOR EACH ROW
  INSERT INTO value_delta (price_table_id, list_fen)
  SELECT v.id, NEW.list_total_fen FROM price_table v JOIN unit u ON u.batch_id = v.batch_id
   WHERE v.id = NEW.price_table_id AND v.state = 'approved' AND u.id = NEW.unit_id
     AND u.sale_state = 'available' LOCK IN SHARE MODE//

CREATE OR REPLACE TRIGGER price_row_moves AFTER UPDATE ON price_row FOR EACH ROW
  INSERT INTO value_delta (price_table_id, list_fen)
  SELECT v.id, NEW.list_total_fen - OLD.list_total_fen FROM price_table v JOIN unit u ON u.batch_id = v.batch_id
   WHERE v.id = NEW.price_table_id AND v.state = 'approved' AND u.id = NEW.unit_id
     AND u.sale_state = 'available' LOCK IN SHARE MODE//

CREATE OR REPLACE TRIGGER price_row_goes AFTER DELETE ON price_row FOR EACH ROW
  INSERT INTO value_delta (price_table_id, list_fen)
  SELECT v.id, -OLD.list_total_fen FROM price_table v JOIN unit u ON u.batch_id = v.batch_id
   WHERE v.id = OLD.price_table_id AND v.state = 'approved' AND u.id = OLD.unit_id
     AND u.sale_state = 'available' LOCK IN SHARE MODE//

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
