-- The rows of the control board as it reads them (docs/adr/0013): one for each unit, joined in
-- the transaction that changes something of it, whoever that is.  What the clock decides (a
-- lock that ran out, the price in force) is not here; it is said when the row is read.

CREATE TABLE board_row (
  project_id    BIGINT       NOT NULL,
  building_no   INT          NOT NULL COMMENT 'the number its name begins with; without one: last',
  building_name VARCHAR(40)  NOT NULL,
  building_id   BIGINT       NOT NULL,
  unit_id       BIGINT       NOT NULL,
  batch_id      BIGINT       COMMENT 'whose table in force has the price',
  code          VARCHAR(60)  NOT NULL,
  room          VARCHAR(20)  NOT NULL,
  floor_no      SMALLINT     NOT NULL,
  floor_label   VARCHAR(12)  NOT NULL,
  entrance_name VARCHAR(40)  NOT NULL COMMENT 'empty: the building has none',
  layout        VARCHAR(30)  NOT NULL,
  unit_kind     VARCHAR(12)  CHARACTER SET ascii NOT NULL,
  gross_dm2     BIGINT       NOT NULL,
  sale_state    VARCHAR(12)  CHARACTER SET ascii NOT NULL,
  locked_until  DATETIME,
  locker_name   VARCHAR(40),
  held_until    DATE,
  held_reason   VARCHAR(100) NOT NULL,
  payer         VARCHAR(120) COMMENT 'of the live deal, as its tab says',
  owner_name    VARCHAR(40)  COMMENT 'its consultant',
  covered_on    DATE         COMMENT 'of its tab',
  PRIMARY KEY (project_id, building_no, building_name, building_id, unit_id),
  UNIQUE board_row_unit (unit_id)
);

-- What a row says, said once: triggers, rebuild and the check read this.  The columns stand
-- as those of board_row.
CREATE OR REPLACE VIEW board_source AS
  SELECT u.project_id,
         COALESCE(NULLIF(CAST(CONCAT('0', REGEXP_SUBSTR(b.name, '^[0-9]{1,9}')) AS SIGNED), 0),
                  1000000000) AS building_no,
         b.name AS building_name, u.building_id, u.id AS unit_id, u.batch_id, u.code, u.room,
         u.floor_no, u.floor_label, COALESCE(e.name, '') AS entrance_name, u.layout, u.unit_kind, u.gross_dm2,
         u.sale_state, u.locked_until, l.name AS locker_name, u.held_until, u.held_reason,
         t.payer, o.name AS owner_name, t.covered_on
    FROM unit u JOIN building b ON b.id = u.building_id
    LEFT JOIN entrance e ON e.id = u.entrance_id
    LEFT JOIN user l ON l.id = u.locked_by
    LEFT JOIN deal d ON d.unit_id = u.id AND d.live = 1
    LEFT JOIN tab t ON t.id = d.tab_id
    LEFT JOIN user o ON o.id = d.owner_id;

-- ---- whoever changes one of the joined rows makes the unit's row anew ------------------------

-- It looks at the others and waits for whoever is changing them, so that of two transactions
-- the later one sees both.  Texts are compared byte by byte: to a collation 'a' is 'A'.
DELIMITER //
CREATE OR REPLACE TRIGGER unit_comes_to_board AFTER INSERT ON unit FOR EACH ROW
  REPLACE INTO board_row SELECT * FROM board_source WHERE unit_id = NEW.id LOCK IN SHARE MODE//

CREATE OR REPLACE TRIGGER unit_moves_on_board AFTER UPDATE ON unit FOR EACH ROW
BEGIN
  IF NOT ((NEW.project_id, NEW.batch_id, NEW.building_id, NEW.entrance_id, NEW.floor_no,
           NEW.unit_kind, NEW.gross_dm2, NEW.sale_state, NEW.locked_until, NEW.locked_by,
           NEW.held_until)
      <=> (OLD.project_id, OLD.batch_id, OLD.building_id, OLD.entrance_id, OLD.floor_no,
           OLD.unit_kind, OLD.gross_dm2, OLD.sale_state, OLD.locked_until, OLD.locked_by,
           OLD.held_until)
     AND (BINARY NEW.code, BINARY NEW.room, BINARY NEW.floor_label, BINARY NEW.layout,
          BINARY NEW.held_reason)
       = (BINARY OLD.code, BINARY OLD.room, BINARY OLD.floor_label, BINARY OLD.layout,
          BINARY OLD.held_reason)) THEN
    REPLACE INTO board_row SELECT * FROM board_source WHERE unit_id = NEW.id LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE TRIGGER unit_leaves_board AFTER DELETE ON unit FOR EACH ROW
  DELETE FROM board_row WHERE unit_id = OLD.id//

CREATE OR REPLACE TRIGGER deal_comes_to_board AFTER INSERT ON deal FOR EACH ROW
BEGIN
  IF NEW.live = 1 THEN
    REPLACE INTO board_row SELECT * FROM board_source WHERE unit_id = NEW.unit_id LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE TRIGGER deal_moves_on_board AFTER UPDATE ON deal FOR EACH ROW
BEGIN
  IF NOT (NEW.live, NEW.unit_id, NEW.tab_id, NEW.owner_id)
     <=> (OLD.live, OLD.unit_id, OLD.tab_id, OLD.owner_id) THEN
    REPLACE INTO board_row SELECT * FROM board_source
     WHERE unit_id IN (NEW.unit_id, OLD.unit_id) LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE TRIGGER deal_leaves_board AFTER DELETE ON deal FOR EACH ROW
  REPLACE INTO board_row SELECT * FROM board_source WHERE unit_id = OLD.unit_id LOCK IN SHARE MODE//

CREATE OR REPLACE TRIGGER tab_moves_on_board AFTER UPDATE ON tab FOR EACH ROW
BEGIN
  IF NOT (NEW.covered_on <=> OLD.covered_on AND BINARY NEW.payer = BINARY OLD.payer) THEN
    REPLACE INTO board_row SELECT v.* FROM deal d JOIN board_source v ON v.unit_id = d.unit_id
     WHERE d.tab_id = NEW.id AND d.live = 1 LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE TRIGGER user_moves_on_board AFTER UPDATE ON user FOR EACH ROW
BEGIN
  IF BINARY NEW.name <> BINARY OLD.name THEN
    REPLACE INTO board_row SELECT v.* FROM deal d JOIN board_source v ON v.unit_id = d.unit_id
     WHERE d.owner_id = NEW.id AND d.live = 1 LOCK IN SHARE MODE;
    REPLACE INTO board_row SELECT v.* FROM unit k JOIN board_source v ON v.unit_id = k.id
     WHERE k.locked_by = NEW.id LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE TRIGGER building_moves_on_board AFTER UPDATE ON building FOR EACH ROW
BEGIN
  IF BINARY NEW.name <> BINARY OLD.name THEN
    REPLACE INTO board_row SELECT * FROM board_source WHERE building_id = NEW.id LOCK IN SHARE MODE;
  END IF;
END//

CREATE OR REPLACE TRIGGER entrance_moves_on_board AFTER UPDATE ON entrance FOR EACH ROW
BEGIN
  IF BINARY NEW.name <> BINARY OLD.name THEN
    REPLACE INTO board_row SELECT v.* FROM unit k JOIN board_source v ON v.unit_id = k.id
     WHERE k.entrance_id = NEW.id LOCK IN SHARE MODE;
  END IF;
END//

-- All rows anew; COMMIT is the caller's.
CREATE OR REPLACE PROCEDURE board_rebuild()
BEGIN
  DELETE FROM board_row;
  INSERT INTO board_row SELECT * FROM board_source;
END//
DELIMITER ;

CALL board_rebuild();
