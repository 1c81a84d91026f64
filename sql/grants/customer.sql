-- What loupan-customer may do, table by table; t/house/sql.t proves that it needs it.

SOURCE library.sql;
GRANT INSERT                 ON loupan.outbox         TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.customer       TO loupan_customer@localhost;
GRANT SELECT, INSERT         ON loupan.touch          TO loupan_customer@localhost;
GRANT SELECT, INSERT         ON loupan.follow_up      TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.customer_engaged TO loupan_customer@localhost;
