-- How long a person stays a person (个人信息保护法 19): retention_months after the last call,
-- visit or conversation the job retention takes name, numbers and words off the card of whom
-- nothing binds to us.  What was counted stays counted; it is nobody's any more.

ALTER TABLE project ADD COLUMN
  retention_months SMALLINT NOT NULL DEFAULT 24 COMMENT 'without contact; then a card becomes nobody''s'
                   CHECK (retention_months BETWEEN 1 AND 120);

ALTER TABLE customer
  MODIFY phone_sealed    VARBINARY(80),
  MODIFY phone_hash      BINARY(16) COMMENT 'keyed hash of the normal form',
  MODIFY phone_tail_hash BINARY(16) COMMENT 'keyed hash of the last four digits',
  DROP KEY customer_phone,
  ADD UNIQUE customer_phone (project_id, phone_hash),	-- whose place in a dump depends on NULL
  DROP COLUMN consent_at,
  ADD COLUMN bound TINYINT NOT NULL DEFAULT 0 COMMENT '1: has, or had, a registration, a deal or a tab',
  ADD COLUMN anonymised_at DATETIME COMMENT 'since when it is nobody''s card',
  ADD CONSTRAINT customer_reachable CHECK (anonymised_at IS NOT NULL OR
    (phone_sealed IS NOT NULL AND phone_hash IS NOT NULL AND phone_tail_hash IS NOT NULL)),
  ADD CONSTRAINT customer_nobody CHECK (anonymised_at IS NULL OR
    (phone_sealed IS NULL AND phone_hash IS NULL AND phone_tail_hash IS NULL AND
     id_no_sealed IS NULL AND id_no_hash IS NULL AND intent_layout = '' AND budget_fen = 0 AND
     note = '' AND next_follow_on IS NULL));

UPDATE customer SET bound = 1
 WHERE id IN (SELECT customer_id FROM tab WHERE customer_id IS NOT NULL)
    OR id IN (SELECT customer_id FROM pre_registration)
    OR id IN (SELECT customer_id FROM buyer_party);

-- The card itself knows, under its own lock, whether anything binds it: the job that is about to
-- erase it and the consultant who is about to sell wait for one another.
DELIMITER //
CREATE OR REPLACE TRIGGER tab_binds_customer BEFORE INSERT ON tab FOR EACH ROW
  UPDATE customer SET bound = 1 WHERE id = NEW.customer_id AND bound = 0//

CREATE OR REPLACE TRIGGER party_binds_customer BEFORE INSERT ON buyer_party FOR EACH ROW
  UPDATE customer SET bound = 1 WHERE id = NEW.customer_id AND bound = 0//
DELIMITER ;

-- What was said in a conversation stood a second time in the trail, which nobody can erase from.
-- It stands with the conversation alone now, and the event names that.
UPDATE event e JOIN follow_up f ON f.customer_id = e.customer_id AND f.by_id = e.user_id
   AND f.entered_at = e.at AND f.content = e.reason
   SET e.noun = 'follow_up', e.about_id = f.id, e.reason = NULL
 WHERE e.noun = 'customer' AND e.what = 'customer.followed';
