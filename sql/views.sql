-- What an area may read of an area it does not link.  Re-created after every migration run.

-- Money that counts (decision 13): lines of slips that were audited, also where later
-- reversed; the red one stands beside it with its own day.
CREATE OR REPLACE VIEW money_line AS
  SELECT l.id, l.project_id, l.slip_id, l.tab_id, l.kind, l.amount_fen,
         s.type, s.received_on, s.count_on, s.post_on, s.slip_no
    FROM slip s JOIN slip_line l ON l.slip_id = s.id AND l.revision_no = s.revision_no
   WHERE s.audited_on IS NOT NULL;

-- What a tab has received, by the pot it pays into.
CREATE OR REPLACE VIEW tab_money AS
  SELECT tab_id,
         SUM(IF(kind = 'sincerity', amount_fen, 0)) AS sincerity_fen,
         SUM(IF(kind = 'deposit', amount_fen, 0))   AS deposit_fen,
         SUM(IF(kind = 'price', amount_fen, 0))     AS price_fen,
         SUM(IF(kind = 'loan', amount_fen, 0))      AS loan_fen,
         SUM(IF(kind IN ('deposit', 'price', 'loan'), amount_fen, 0)) AS paid_fen
    FROM money_line GROUP BY tab_id;

-- Allocation (domain.md 5.3): within its pot money covers items by due date, then seq.
-- before_fen is what the items before this one ask for.  Both are asked per item through the
-- tab's own index: a tab has a handful of items, and a list asks for the tabs it shows.
CREATE OR REPLACE VIEW plan_order AS
  SELECT p.*, (SELECT COALESCE(SUM(q.amount_fen), 0) FROM plan_item q
                WHERE q.tab_id = p.tab_id AND q.live = 1 AND q.pot = p.pot
                  AND (COALESCE(q.due_on, '9999-12-31') < COALESCE(p.due_on, '9999-12-31')
                       OR (COALESCE(q.due_on, '9999-12-31') = COALESCE(p.due_on, '9999-12-31')
                           AND q.seq < p.seq))) AS before_fen
    FROM plan_item p WHERE p.live = 1;
CREATE OR REPLACE VIEW plan_paid AS
  SELECT p.id, p.project_id, p.tab_id, p.seq, p.item_kind, p.pot, p.payer, p.amount_fen, p.due_on,
         LEAST(p.amount_fen, GREATEST(0, (SELECT COALESCE(SUM(l.amount_fen), 0)
               FROM slip_line l JOIN slip s ON s.id = l.slip_id AND s.revision_no = l.revision_no
              WHERE l.tab_id = p.tab_id AND l.kind = p.pot AND s.audited_on IS NOT NULL)
             - p.before_fen)) AS paid_fen
    FROM plan_order p;

-- The one thing that the public program can read: what is on the paper, and its fate.
CREATE OR REPLACE VIEW receipt_public AS
  SELECT r.code, r.receipt_no, r.issued_on, r.amount_fen, p.name AS project_name, r.unit_code,
         r.payer_masked, co.name AS company_name, co.phone AS company_phone,
         CASE WHEN EXISTS (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id AND e.what = 'reversed')
              THEN 'reversed'
              WHEN EXISTS (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id AND e.what = 'replaced')
              THEN 'replaced'
              WHEN EXISTS (SELECT 1 FROM receipt_event e WHERE e.receipt_id = r.id AND e.what IN ('voided', 'lost'))
              THEN 'voided' ELSE 'genuine' END AS verdict,
         (SELECT MAX(e.happened_on) FROM receipt_event e WHERE e.receipt_id = r.id
             AND e.what <> 'recovered') AS changed_on,
         (SELECT MAX(n.receipt_no) FROM receipt n WHERE n.slip_id = r.slip_id AND n.id > r.id) AS successor_no,
         (SELECT MAX(number) FROM migration) AS schema_no
    FROM receipt r JOIN project p ON p.id = r.project_id JOIN company co ON co.id = p.company_id;

-- Who is bound by a live registration or deal: no day ends his owner's protection.
CREATE OR REPLACE VIEW customer_engaged AS
  SELECT g.customer_id FROM pre_registration g JOIN tab t ON t.id = g.tab_id
   WHERE g.state = 'active' OR (g.state = 'withdrawing' AND t.emptied_on IS NULL)
  UNION ALL
  SELECT b.customer_id FROM buyer_party b JOIN deal d ON d.id = b.deal_id WHERE d.live = 1;

-- What sales and finance hold of one customer, for the copy that he may ask for.
CREATE OR REPLACE VIEW customer_registration AS
  SELECT g.id, g.customer_id, g.reg_no, b.name AS batch_name, g.intent, g.state, g.registered_on
    FROM pre_registration g JOIN launch_batch b ON b.id = g.batch_id;
CREATE OR REPLACE VIEW customer_deal AS
  SELECT d.id, b.customer_id, d.deal_no, u.code AS unit_code, b.share_ppm, d.total_fen, d.deposit_fen,
         d.subscribed_on, d.contract_no, d.signed_on, d.filing_no, d.tab_id
    FROM buyer_party b JOIN deal d ON d.id = b.deal_id JOIN unit u ON u.id = d.unit_id;
CREATE OR REPLACE VIEW customer_tab AS
  SELECT customer_id, id AS tab_id FROM tab WHERE customer_id IS NOT NULL
  UNION SELECT customer_id, tab_id FROM customer_deal;
CREATE OR REPLACE VIEW customer_slip AS
  SELECT l.id, t.customer_id, s.slip_no, l.kind, l.amount_fen, s.means, s.payer, s.paid_on,
         s.received_on, s.state
    FROM customer_tab t JOIN slip_line l ON l.tab_id = t.tab_id
    JOIN slip s ON s.id = l.slip_id AND s.revision_no = l.revision_no;
CREATE OR REPLACE VIEW customer_receipt AS
  SELECT r.id, t.customer_id, r.receipt_no, r.amount_fen, r.payer, r.issued_on, r.unit_code
    FROM customer_tab t JOIN slip s ON s.tab_id = t.tab_id JOIN receipt r ON r.slip_id = s.id;
