-- What loupan-sales may do, table by table; t/house/sql.t proves that it needs it.

SOURCE library.sql;
GRANT UPDATE                 ON loupan.project         TO loupan_sales@localhost;
GRANT INSERT                 ON loupan.outbox         TO loupan_sales@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.number_series  TO loupan_sales@localhost;

GRANT SELECT                 ON loupan.board_row      TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.board_source   TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.building       TO loupan_sales@localhost;
GRANT SELECT, INSERT         ON loupan.buyer_party    TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.company        TO loupan_sales@localhost;
GRANT SELECT, UPDATE         ON loupan.customer       TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.entrance       TO loupan_sales@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.deal           TO loupan_sales@localhost;
GRANT SELECT, INSERT         ON loupan.deal_price_line TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.discount_line  TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.discount_scheme TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.launch_batch   TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.method_part    TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.money_line     TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.payment_method TO loupan_sales@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.plan_item      TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.plan_paid      TO loupan_sales@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.pre_registration TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.price_row      TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.price_table    TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.rest_day       TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.slip           TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.slip_line      TO loupan_sales@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.tab            TO loupan_sales@localhost;
GRANT SELECT                 ON loupan.tab_money      TO loupan_sales@localhost;
GRANT SELECT, UPDATE         ON loupan.unit           TO loupan_sales@localhost;
