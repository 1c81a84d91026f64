-- What loupan-finance may do, table by table; t/house/sql.t proves that it needs it.

SOURCE library.sql;
GRANT INSERT                 ON loupan.outbox         TO loupan_finance@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.number_series  TO loupan_finance@localhost;

-- What finance reads of the floors below, and of the company on its papers.
GRANT SELECT                 ON loupan.company        TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.building       TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.unit           TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.presale_permit TO loupan_finance@localhost;
GRANT UPDATE (sales_closed_on, finance_closed_on) ON loupan.project TO loupan_finance@localhost;

GRANT SELECT, UPDATE         ON loupan.tab            TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.plan_item      TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.plan_order     TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.plan_paid      TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.tab_money      TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.money_line     TO loupan_finance@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.slip           TO loupan_finance@localhost;
-- Append-only from here on.
GRANT SELECT, INSERT         ON loupan.slip_line      TO loupan_finance@localhost;
GRANT SELECT                 ON loupan.ledger_account TO loupan_finance@localhost;
GRANT SELECT, INSERT         ON loupan.ledger         TO loupan_finance@localhost;
GRANT SELECT, INSERT         ON loupan.receipt        TO loupan_finance@localhost;
GRANT SELECT, INSERT         ON loupan.receipt_event  TO loupan_finance@localhost;
