-- Whom to erase next, and whose ID number, has to be found without asking for everybody's calls
-- and visits: the day of the last word stands on the card (docs/adr/0012: a fact, by trigger),
-- and so does the last day of a number that a registration was to need.
ALTER TABLE customer
  ADD COLUMN contacted_on DATE COMMENT 'last call, visit or conversation; else when the card was made',
  ADD COLUMN id_no_until  DATE COMMENT 'without registration or deal the ID number goes after it; NULL: it does not',
  ADD KEY customer_retention (project_id, bound, anonymised_at, contacted_on),
  ADD KEY customer_id_no_until (bound, id_no_until);

DELIMITER //
CREATE OR REPLACE TRIGGER customer_is_contacted BEFORE INSERT ON customer FOR EACH ROW
  SET NEW.contacted_on = DATE(NEW.created_at)//

CREATE OR REPLACE TRIGGER touch_is_contact AFTER INSERT ON touch FOR EACH ROW
  UPDATE customer SET contacted_on = NEW.biz_on WHERE id = NEW.customer_id AND contacted_on < NEW.biz_on//

CREATE OR REPLACE TRIGGER follow_up_is_contact AFTER INSERT ON follow_up FOR EACH ROW
  UPDATE customer SET contacted_on = NEW.contacted_on
   WHERE id = NEW.customer_id AND contacted_on < NEW.contacted_on//
DELIMITER ;

UPDATE customer k SET
  contacted_on = GREATEST(DATE(k.created_at),
    COALESCE((SELECT MAX(t.biz_on) FROM touch t WHERE t.customer_id = k.id), DATE(k.created_at)),
    COALESCE((SELECT MAX(f.contacted_on) FROM follow_up f WHERE f.customer_id = k.id), DATE(k.created_at))),
  id_no_until = IF(k.id_no_sealed IS NULL, NULL, (SELECT MAX(DATE(s.at)) + INTERVAL 90 DAY
    FROM customer_consent s WHERE s.customer_id = k.id AND s.kind = 'id_no' AND s.basis = 'contract'));
