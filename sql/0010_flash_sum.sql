-- The flash report's figures, added up once (docs/adr/0012).
--
--   event, slip_line, past_day --trigger--> flash_delta --folder--> flash_sum --+--> the page
--                                                \------------ what is not yet folded -/
--
-- A fact is appended in the transaction that makes it, whoever makes it; nobody waits for the
-- row of a sum.  The folder (cgi/lib/fold.c) moves facts into sums and deletes them in one
-- transaction, so a fact is in one of the two tables, never in both and never in none.

-- Every period that a report adds up from: few rows reach any day from the first of its year.
-- One row holds all figures, in the order of `enum flow`; their names are the F-codes of
-- domain.md 7.2.
CREATE TABLE flash_sum (
  project_id BIGINT  NOT NULL,
  grain      TINYINT NOT NULL COMMENT '0 day, 1 ten days (1st, 11th, 21st), 2 month, 3 quarter',
  from_on    DATE    NOT NULL COMMENT 'its first day',
  calls         BIGINT NOT NULL DEFAULT 0, new_calls        BIGINT NOT NULL DEFAULT 0,
  visits        BIGINT NOT NULL DEFAULT 0, first_visits     BIGINT NOT NULL DEFAULT 0,
  repeat_visits BIGINT NOT NULL DEFAULT 0,
  prereg_new    BIGINT NOT NULL DEFAULT 0, prereg_withdrawn BIGINT NOT NULL DEFAULT 0,
  sub_new       BIGINT NOT NULL DEFAULT 0, sub_new_amt      BIGINT NOT NULL DEFAULT 0,
  sub_new_area  BIGINT NOT NULL DEFAULT 0,
  sub_cancel    BIGINT NOT NULL DEFAULT 0, sub_cancel_amt   BIGINT NOT NULL DEFAULT 0,
  sub_net       BIGINT NOT NULL DEFAULT 0, sub_net_amt      BIGINT NOT NULL DEFAULT 0,
  contract_new  BIGINT NOT NULL DEFAULT 0, contract_new_amt BIGINT NOT NULL DEFAULT 0,
  contract_new_area BIGINT NOT NULL DEFAULT 0,
  contract_cancel BIGINT NOT NULL DEFAULT 0, contract_cancel_amt BIGINT NOT NULL DEFAULT 0,
  swaps         BIGINT NOT NULL DEFAULT 0, swap_diff_amt    BIGINT NOT NULL DEFAULT 0,
  contract_net  BIGINT NOT NULL DEFAULT 0, contract_net_amt BIGINT NOT NULL DEFAULT 0,
  contract_net_area BIGINT NOT NULL DEFAULT 0,
  renames       BIGINT NOT NULL DEFAULT 0,
  collect       BIGINT NOT NULL DEFAULT 0, collect_customer BIGINT NOT NULL DEFAULT 0,
  collect_loan  BIGINT NOT NULL DEFAULT 0, refund           BIGINT NOT NULL DEFAULT 0,
  sincerity_net BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (project_id, grain, from_on)
);

-- The same figures of one fact, on the day that counts it.  Behind the id the columns stand
-- as those of flash_sum.
CREATE TABLE flash_delta (
  id         BIGINT NOT NULL AUTO_INCREMENT,
  project_id BIGINT NOT NULL,
  about_id   BIGINT NOT NULL COMMENT 'the event, the slip, the row of past_day',
  count_on   DATE   NOT NULL,
  calls         BIGINT NOT NULL, new_calls        BIGINT NOT NULL,
  visits        BIGINT NOT NULL, first_visits     BIGINT NOT NULL, repeat_visits BIGINT NOT NULL,
  prereg_new    BIGINT NOT NULL, prereg_withdrawn BIGINT NOT NULL,
  sub_new       BIGINT NOT NULL, sub_new_amt      BIGINT NOT NULL, sub_new_area  BIGINT NOT NULL,
  sub_cancel    BIGINT NOT NULL, sub_cancel_amt   BIGINT NOT NULL,
  sub_net       BIGINT NOT NULL, sub_net_amt      BIGINT NOT NULL,
  contract_new  BIGINT NOT NULL, contract_new_amt BIGINT NOT NULL,
  contract_new_area BIGINT NOT NULL,
  contract_cancel   BIGINT NOT NULL, contract_cancel_amt BIGINT NOT NULL,
  swaps         BIGINT NOT NULL, swap_diff_amt    BIGINT NOT NULL,
  contract_net  BIGINT NOT NULL, contract_net_amt BIGINT NOT NULL,
  contract_net_area BIGINT NOT NULL,
  renames       BIGINT NOT NULL,
  collect       BIGINT NOT NULL, collect_customer BIGINT NOT NULL, collect_loan BIGINT NOT NULL,
  refund        BIGINT NOT NULL, sincerity_net    BIGINT NOT NULL,
  PRIMARY KEY (id)
);

-- ---- what a fact adds to which figure: the definitions of domain.md 7.2, said once ---------

ALTER TABLE past_day ADD COLUMN id BIGINT NOT NULL AUTO_INCREMENT, ADD UNIQUE past_day_id (id);

-- What ends a deal bears the negative of what it ends.
CREATE OR REPLACE VIEW flash_of_event AS
  SELECT e.project_id, e.id AS about_id, e.count_on,
         e.what = 'touch.call' AND e.state_to IN ('new', 'again')    AS calls,
         e.what = 'touch.call' AND e.state_to = 'new'                AS new_calls,
         e.what = 'touch.visit' AND e.state_to IN ('first', 'again') AS visits,
         e.what = 'touch.visit' AND e.state_to = 'first'             AS first_visits,
         e.what = 'touch.visit' AND e.state_to = 'again'             AS repeat_visits,
         e.what = 'registration.confirmed'                           AS prereg_new,
         e.what = 'tab.emptied'                                      AS prereg_withdrawn,
         e.what = 'deal.subscribed'                                  AS sub_new,
         IF(e.what = 'deal.subscribed', e.amount_fen, 0)             AS sub_new_amt,
         IF(e.what = 'deal.subscribed', e.area_dm2, 0)               AS sub_new_area,
         e.what = 'deal.unsubscribed'                                AS sub_cancel,
         IF(e.what = 'deal.unsubscribed', -e.amount_fen, 0)          AS sub_cancel_amt,
         (e.what = 'deal.subscribed') - (e.what = 'deal.unsubscribed') AS sub_net,
         IF(e.what IN ('deal.subscribed', 'deal.unsubscribed'), e.amount_fen, 0) AS sub_net_amt,
         e.what = 'deal.signed'                                      AS contract_new,
         IF(e.what = 'deal.signed', e.amount_fen, 0)                 AS contract_new_amt,
         IF(e.what = 'deal.signed', e.area_dm2, 0)                   AS contract_new_area,
         e.what = 'deal.rescinded'                                   AS contract_cancel,
         IF(e.what = 'deal.rescinded', -e.amount_fen, 0)             AS contract_cancel_amt,
         e.what = 'deal.swapped'                                     AS swaps,
         IF(e.what = 'deal.swapped', e.amount_fen, 0)                AS swap_diff_amt,
         (e.what = 'deal.signed') - (e.what = 'deal.rescinded')      AS contract_net,
         IF(e.what IN ('deal.signed', 'deal.rescinded', 'deal.swapped'), e.amount_fen, 0)
                                                                     AS contract_net_amt,
         IF(e.what IN ('deal.signed', 'deal.rescinded', 'deal.swapped'), e.area_dm2, 0)
                                                                     AS contract_net_area,
         e.what = 'deal.renamed'                                     AS renames,
         0 AS collect, 0 AS collect_customer, 0 AS collect_loan, 0 AS refund, 0 AS sincerity_net
    FROM event e
   WHERE e.project_id IS NOT NULL AND e.what IN ('touch.call', 'touch.visit',
         'registration.confirmed', 'tab.emptied', 'deal.subscribed', 'deal.unsubscribed',
         'deal.signed', 'deal.rescinded', 'deal.swapped', 'deal.renamed')
     -- a second call or visit on the same day is in the trail and counts for nothing
     AND (e.state_to IS NOT NULL OR e.what NOT IN ('touch.call', 'touch.visit'));

-- Money that counts (decision 13): by the slip's own day, also where it was reversed later.
CREATE OR REPLACE VIEW flash_of_line AS
  SELECT s.project_id, s.id AS about_id, s.count_on,
         0 AS calls, 0 AS new_calls, 0 AS visits, 0 AS first_visits, 0 AS repeat_visits,
         0 AS prereg_new, 0 AS prereg_withdrawn, 0 AS sub_new, 0 AS sub_new_amt,
         0 AS sub_new_area, 0 AS sub_cancel, 0 AS sub_cancel_amt, 0 AS sub_net,
         0 AS sub_net_amt, 0 AS contract_new, 0 AS contract_new_amt, 0 AS contract_new_area,
         0 AS contract_cancel, 0 AS contract_cancel_amt, 0 AS swaps, 0 AS swap_diff_amt,
         0 AS contract_net, 0 AS contract_net_amt, 0 AS contract_net_area, 0 AS renames,
         IF(l.kind IN ('deposit', 'price', 'loan'), l.amount_fen, 0) AS collect,
         IF(l.kind IN ('deposit', 'price'), l.amount_fen, 0)         AS collect_customer,
         IF(l.kind = 'loan', l.amount_fen, 0)                        AS collect_loan,
         IF(s.type = 'refund' AND l.kind <> 'sincerity', -l.amount_fen, 0) AS refund,
         IF(l.kind = 'sincerity', l.amount_fen, 0)                   AS sincerity_net
    FROM slip s JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no
   WHERE s.audited_on IS NOT NULL AND l.kind IN ('deposit', 'price', 'loan', 'sincerity');

-- Figures of before this program (decision 27).
CREATE OR REPLACE VIEW flash_of_past AS
  SELECT p.project_id, p.id AS about_id, p.count_on,
         IF(p.code = 'calls',                p.amount, 0) AS calls,
         IF(p.code = 'new_calls',            p.amount, 0) AS new_calls,
         IF(p.code = 'visits',               p.amount, 0) AS visits,
         IF(p.code = 'first_visits',         p.amount, 0) AS first_visits,
         IF(p.code = 'repeat_visits',        p.amount, 0) AS repeat_visits,
         IF(p.code = 'prereg_new',           p.amount, 0) AS prereg_new,
         IF(p.code = 'prereg_withdrawn',     p.amount, 0) AS prereg_withdrawn,
         IF(p.code = 'sub_new',              p.amount, 0) AS sub_new,
         IF(p.code = 'sub_new_amt',          p.amount, 0) AS sub_new_amt,
         IF(p.code = 'sub_new_area',         p.amount, 0) AS sub_new_area,
         IF(p.code = 'sub_cancel',           p.amount, 0) AS sub_cancel,
         IF(p.code = 'sub_cancel_amt',       p.amount, 0) AS sub_cancel_amt,
         IF(p.code = 'sub_net',              p.amount, 0) AS sub_net,
         IF(p.code = 'sub_net_amt',          p.amount, 0) AS sub_net_amt,
         IF(p.code = 'contract_new',         p.amount, 0) AS contract_new,
         IF(p.code = 'contract_new_amt',     p.amount, 0) AS contract_new_amt,
         IF(p.code = 'contract_new_area',    p.amount, 0) AS contract_new_area,
         IF(p.code = 'contract_cancel',      p.amount, 0) AS contract_cancel,
         IF(p.code = 'contract_cancel_amt',  p.amount, 0) AS contract_cancel_amt,
         IF(p.code = 'swaps',                p.amount, 0) AS swaps,
         IF(p.code = 'swap_diff_amt',        p.amount, 0) AS swap_diff_amt,
         IF(p.code = 'contract_net',         p.amount, 0) AS contract_net,
         IF(p.code = 'contract_net_amt',     p.amount, 0) AS contract_net_amt,
         IF(p.code = 'contract_net_area',    p.amount, 0) AS contract_net_area,
         IF(p.code = 'renames',              p.amount, 0) AS renames,
         IF(p.code = 'collect',              p.amount, 0) AS collect,
         IF(p.code = 'collect_customer',     p.amount, 0) AS collect_customer,
         IF(p.code = 'collect_loan',         p.amount, 0) AS collect_loan,
         IF(p.code = 'refund',               p.amount, 0) AS refund,
         IF(p.code = 'sincerity_net',        p.amount, 0) AS sincerity_net
    FROM past_day p;

CREATE OR REPLACE VIEW flash_source AS
  SELECT * FROM flash_of_event UNION ALL SELECT * FROM flash_of_line
  UNION ALL SELECT * FROM flash_of_past;

-- ---- facts are appended by the schema itself, so that no program can forget it -------------

CREATE OR REPLACE TRIGGER event_counts AFTER INSERT ON event FOR EACH ROW
  INSERT INTO flash_delta SELECT NULL, v.* FROM flash_of_event v WHERE v.about_id = NEW.id;

CREATE OR REPLACE TRIGGER slip_counts AFTER UPDATE ON slip FOR EACH ROW
  INSERT INTO flash_delta SELECT NULL, v.* FROM flash_of_line v
   WHERE v.about_id = NEW.id AND OLD.audited_on IS NULL AND NEW.audited_on IS NOT NULL;

CREATE OR REPLACE TRIGGER past_day_counts AFTER INSERT ON past_day FOR EACH ROW
  INSERT INTO flash_delta SELECT NULL, v.* FROM flash_of_past v WHERE v.about_id = NEW.id;

-- ---- periods ---------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION flash_from(grain TINYINT, on_day DATE) RETURNS DATE DETERMINISTIC NO SQL
  RETURN CASE grain
    WHEN 0 THEN on_day
    WHEN 1 THEN on_day - INTERVAL (DAY(on_day) - CASE WHEN DAY(on_day) > 20 THEN 21
                                     WHEN DAY(on_day) > 10 THEN 11 ELSE 1 END) DAY
    WHEN 2 THEN on_day - INTERVAL (DAY(on_day) - 1) DAY
    ELSE MAKEDATE(YEAR(on_day), 1) + INTERVAL (QUARTER(on_day) - 1) QUARTER END;

-- Each fact that is not yet folded, once for each period it belongs to.
CREATE OR REPLACE VIEW flash_tail AS
  SELECT g.grain, flash_from(g.grain, d.count_on) AS from_on, d.*
    FROM flash_delta d JOIN (SELECT 0 AS grain UNION ALL SELECT 1 UNION ALL SELECT 2
                             UNION ALL SELECT 3) g;

-- All sums anew from events, lines and past_day: after rows were loaded by other ways than an
-- INSERT of an event or an audit.  Counted writes wait meanwhile; whoever reads sees the old
-- figures until COMMIT, which is the caller's.
DELIMITER //
CREATE OR REPLACE PROCEDURE flash_rebuild()
BEGIN
  DELETE FROM flash_delta;
  DELETE FROM flash_sum;
  INSERT INTO flash_sum
    SELECT SQL_BIG_RESULT project_id, 0, count_on,
           SUM(calls), SUM(new_calls), SUM(visits), SUM(first_visits), SUM(repeat_visits),
           SUM(prereg_new), SUM(prereg_withdrawn), SUM(sub_new), SUM(sub_new_amt),
           SUM(sub_new_area), SUM(sub_cancel), SUM(sub_cancel_amt), SUM(sub_net),
           SUM(sub_net_amt), SUM(contract_new), SUM(contract_new_amt), SUM(contract_new_area),
           SUM(contract_cancel), SUM(contract_cancel_amt), SUM(swaps), SUM(swap_diff_amt),
           SUM(contract_net), SUM(contract_net_amt), SUM(contract_net_area), SUM(renames),
           SUM(collect), SUM(collect_customer), SUM(collect_loan), SUM(refund),
           SUM(sincerity_net)
      FROM flash_source GROUP BY project_id, count_on;
  INSERT INTO flash_sum
    SELECT SQL_BIG_RESULT s.project_id, g.grain, flash_from(g.grain, s.from_on) AS period_on,
           SUM(calls), SUM(new_calls), SUM(visits), SUM(first_visits), SUM(repeat_visits),
           SUM(prereg_new), SUM(prereg_withdrawn), SUM(sub_new), SUM(sub_new_amt),
           SUM(sub_new_area), SUM(sub_cancel), SUM(sub_cancel_amt), SUM(sub_net),
           SUM(sub_net_amt), SUM(contract_new), SUM(contract_new_amt), SUM(contract_new_area),
           SUM(contract_cancel), SUM(contract_cancel_amt), SUM(swaps), SUM(swap_diff_amt),
           SUM(contract_net), SUM(contract_net_amt), SUM(contract_net_area), SUM(renames),
           SUM(collect), SUM(collect_customer), SUM(collect_loan), SUM(refund),
           SUM(sincerity_net)
      FROM flash_sum s JOIN (SELECT 1 AS grain UNION ALL SELECT 2 UNION ALL SELECT 3) g
     WHERE s.grain = 0 GROUP BY s.project_id, g.grain, period_on;
END//
DELIMITER ;
