-- What loupan-customer may do, table by table; t/house/sql.t proves that it needs it.

SOURCE library.sql;
GRANT INSERT                 ON loupan.outbox         TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.customer       TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE (content) ON loupan.touch TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE (content) ON loupan.follow_up TO loupan_customer@localhost;
GRANT SELECT, INSERT         ON loupan.customer_consent TO loupan_customer@localhost;
GRANT SELECT, INSERT         ON loupan.disclosure     TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.privacy_notice TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.privacy_request TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.company        TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.rest_day       TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.customer_registration TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.customer_deal  TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.customer_slip  TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.customer_receipt TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.customer_engaged TO loupan_customer@localhost;
