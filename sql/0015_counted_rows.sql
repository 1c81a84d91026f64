-- What counts nothing asks nothing: a trigger that selects from a view costs its event as much
-- again, and most events and changes of a slip add to no figure (docs/adr/0012).  What a fact
-- adds to which figure still stands in the views alone.

DELIMITER //
-- A slip counts by its lines, when it is audited; no event of slips or of their papers does.
CREATE OR REPLACE TRIGGER event_counts AFTER INSERT ON event FOR EACH ROW
BEGIN
  IF NEW.noun NOT IN ('slip', 'receipt') THEN
    INSERT INTO flash_delta SELECT NULL, v.* FROM flash_of_event v WHERE v.about_id = NEW.id;
  END IF;
END//

CREATE OR REPLACE TRIGGER slip_counts AFTER UPDATE ON slip FOR EACH ROW
BEGIN
  IF OLD.audited_on IS NULL AND NEW.audited_on IS NOT NULL THEN
    INSERT INTO flash_delta SELECT NULL, v.* FROM flash_of_line v WHERE v.about_id = NEW.id;
  END IF;
END//
DELIMITER ;
