-- What loupan-portal may do, table by table; t/house/sql.t proves that it needs it.

SOURCE library.sql;
GRANT SELECT (locked_until_at) ON loupan.user TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.privacy_request TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.building       TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.customer       TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.deal           TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.discount_scheme TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.entrance       TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.flash_delta    TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.flash_sum      TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.launch_batch   TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.payment_method TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.plan_item      TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.pre_registration TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.price_table    TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.receipt        TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.slip           TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.slip_line      TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.stock_delta    TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.stock_sum      TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.tab            TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.target         TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.touch          TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.unit           TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.value_delta    TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.value_sum      TO loupan_portal@localhost;
