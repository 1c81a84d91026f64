-- What the peers of `bench pages --with-peers` ask: the rows that Loupan's pages show, from the
-- same tables.  PHP and Node send the same texts.

-- session
SELECT u.id, u.login, u.name, u.role, u.language, u.theme, s.project_id, s.seen_at, s.created_at
  FROM session s JOIN user u ON u.id = s.user_id WHERE s.id_hash = ? AND u.state = 'active'

-- rights
SELECT right_name FROM role_right WHERE role = ?

-- projects
SELECT p.id, p.code, p.name FROM user_project up JOIN project p ON p.id = up.project_id
 WHERE up.user_id = ? ORDER BY p.code

-- board
SELECT u.id, u.code, u.room, u.floor_no, u.floor_label, u.layout, u.gross_dm2,
       CASE WHEN u.sale_state = 'contracted' AND t.covered_on IS NOT NULL THEN 'loaned'
            WHEN u.sale_state <> 'available' THEN u.sale_state
            WHEN u.locked_until > ? THEN 'locked'
            WHEN u.held_until >= ? THEN 'held' ELSE 'available' END AS state,
       pr.list_total_fen, pr.list_unit_price_fen, t.payer, o.name AS owner_name
  FROM unit u JOIN building b ON b.id = u.building_id
  LEFT JOIN (SELECT v.batch_id, v.id FROM price_table v WHERE v.id = (SELECT pt.id FROM price_table pt
             WHERE pt.batch_id = v.batch_id AND pt.state = 'approved' AND pt.effective_at <= ?
             ORDER BY pt.effective_at DESC, pt.version_no DESC LIMIT 1)) f ON f.batch_id = u.batch_id
  LEFT JOIN price_row pr ON pr.price_table_id = f.id AND pr.unit_id = u.id
  LEFT JOIN deal d ON d.unit_id = u.id AND d.live = 1
  LEFT JOIN tab t ON t.id = d.tab_id
  LEFT JOIN user o ON o.id = d.owner_id
 WHERE u.project_id = ? ORDER BY b.id, u.floor_no DESC, u.room

-- slip_count
SELECT COUNT(*) AS n, COALESCE(SUM(s.amount_fen), 0) AS amount_fen
  FROM slip s JOIN tab t ON t.id = s.tab_id LEFT JOIN unit u ON u.id = t.unit_id
  JOIN user e ON e.id = s.entered_by WHERE s.project_id = ?

-- slips
SELECT s.id, s.slip_no, COALESCE(u.code, '') AS unit_code, s.payer, s.type, s.means, s.amount_fen,
       s.paid_on, s.received_on, e.name AS entered_by, s.state
  FROM slip s JOIN tab t ON t.id = s.tab_id LEFT JOIN unit u ON u.id = t.unit_id
  JOIN user e ON e.id = s.entered_by
 WHERE s.project_id = ? ORDER BY s.state <> 'submitted', s.id DESC LIMIT 50 OFFSET 0

-- figures
SELECT from_on AS day, calls, new_calls, visits, first_visits, repeat_visits, prereg_new,
       prereg_withdrawn, sub_new, sub_new_amt, sub_new_area, sub_cancel, sub_cancel_amt, sub_net,
       sub_net_amt, contract_new, contract_new_amt, contract_new_area, contract_cancel,
       contract_cancel_amt, swaps, swap_diff_amt, contract_net, contract_net_amt,
       contract_net_area, renames, collect, collect_customer, collect_loan, refund, sincerity_net
  FROM flash_sum WHERE project_id = ? AND grain = 0 AND from_on BETWEEN ? AND ?
UNION ALL
SELECT count_on, SUM(calls), SUM(new_calls), SUM(visits), SUM(first_visits), SUM(repeat_visits),
       SUM(prereg_new), SUM(prereg_withdrawn), SUM(sub_new), SUM(sub_new_amt), SUM(sub_new_area),
       SUM(sub_cancel), SUM(sub_cancel_amt), SUM(sub_net), SUM(sub_net_amt), SUM(contract_new),
       SUM(contract_new_amt), SUM(contract_new_area), SUM(contract_cancel),
       SUM(contract_cancel_amt), SUM(swaps), SUM(swap_diff_amt), SUM(contract_net),
       SUM(contract_net_amt), SUM(contract_net_area), SUM(renames), SUM(collect),
       SUM(collect_customer), SUM(collect_loan), SUM(refund), SUM(sincerity_net)
  FROM flash_delta WHERE project_id = ? AND count_on BETWEEN ? AND ? GROUP BY count_on

-- stock
SELECT state, SUM(unit_count) AS n, SUM(area_dm2) AS area_dm2
  FROM (SELECT state, unit_count, area_dm2 FROM stock_sum WHERE project_id = ?
        UNION ALL SELECT state, unit_count, area_dm2 FROM stock_delta WHERE project_id = ?) s
 GROUP BY state

-- open
SELECT (SELECT COUNT(*) FROM pre_registration WHERE project_id = p.id AND active = 1) AS registered,
       (SELECT COUNT(*) FROM deal WHERE project_id = p.id AND subscription_state = 'active'
           AND live = 1) AS unsigned_count,
       (SELECT COUNT(*) FROM deal WHERE project_id = p.id AND subscription_state = 'active'
           AND live = 1 AND sign_by_on < ?) AS late_count,
       (SELECT COALESCE(SUM(loan_open_fen), 0) FROM tab WHERE project_id = p.id AND waits = 1) AS loan_fen
  FROM project p WHERE p.id = ?

-- arrears
SELECT COALESCE(SUM(i.amount_fen), 0) AS due_fen, COUNT(DISTINCT t.id) AS tab_count
  FROM tab t JOIN plan_item i ON i.tab_id = t.id AND i.live = 1 AND i.pot <> 'loan' AND i.due_on < ?
 WHERE t.project_id = ? AND t.owes = 1 AND t.next_due_on < ?
   AND (t.signed_on IS NOT NULL OR i.pot = 'deposit')

-- unsold
SELECT COALESCE(SUM(r.list_total_fen), 0) AS total_fen
  FROM unit u JOIN price_table v ON v.batch_id = u.batch_id AND v.state = 'approved'
  JOIN price_row r ON r.price_table_id = v.id AND r.unit_id = u.id
 WHERE u.project_id = ? AND u.sale_state = 'available'

-- key
INSERT INTO request_key (request_key, user_id, path, status, created_at) VALUES (?, ?, ?, 0, ?)

-- tab
SELECT t.id, t.project_id, t.kinds, t.unit_id, t.customer_id FROM tab t
  JOIN user_project x ON x.project_id = t.project_id AND x.user_id = ? WHERE t.id = ? FOR UPDATE

-- number
INSERT INTO number_series (project_id, kind, last_count) VALUES (?, 'slip', LAST_INSERT_ID(1))
    ON DUPLICATE KEY UPDATE last_count = LAST_INSERT_ID(last_count + 1)

-- slip
INSERT INTO slip (project_id, serial, slip_no, type, tab_id, means, account, reference, payer,
                  paid_on, amount_fen, note, reverses_id, entered_by, entered_at)
VALUES (?, ?, ?, 'receipt', ?, ?, ?, ?, ?, ?, ?, '', NULL, ?, ?)

-- line
INSERT INTO slip_line (project_id, slip_id, revision_no, seq, tab_id, kind, amount_fen)
VALUES (?, ?, 1, 1, ?, ?, ?)

-- event
INSERT INTO event (project_id, noun, about_id, what, state_from, state_to, biz_on, count_on,
                   post_on, amount_fen, area_dm2, reason, customer_id, unit_id, user_id, from_where,
                   request_no, at, created_at)
VALUES (?, 'slip', ?, 'slip.entered', NULL, 'submitted', ?, ?, ?, ?, 0, NULL, ?, ?, ?, ?, ?, ?, ?)

-- answered
UPDATE request_key SET status = 303, location = ? WHERE request_key = ?

-- version
INSERT INTO project_version (project_id, version_count) VALUES (?, 1)
    ON DUPLICATE KEY UPDATE version_count = version_count + 1
