-- What loupan-project may do, table by table; t/house/sql.t proves that it needs it.

SOURCE library.sql;
GRANT INSERT                 ON loupan.outbox         TO loupan_project@localhost;

GRANT SELECT, INSERT, UPDATE ON loupan.company         TO loupan_project@localhost;
GRANT INSERT, UPDATE         ON loupan.project         TO loupan_project@localhost;
GRANT INSERT                 ON loupan.user_project    TO loupan_project@localhost;
GRANT SELECT, INSERT, DELETE ON loupan.rest_day        TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.bank_account    TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.phase           TO loupan_project@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.launch_batch    TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.building        TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.entrance        TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.presale_permit  TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.permit_building TO loupan_project@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.unit            TO loupan_project@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.price_import    TO loupan_project@localhost;
GRANT SELECT, INSERT, DELETE ON loupan.price_progress  TO loupan_project@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.price_table     TO loupan_project@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.price_row       TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.payment_method  TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.method_part     TO loupan_project@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.discount_scheme TO loupan_project@localhost;
GRANT SELECT, INSERT         ON loupan.discount_line   TO loupan_project@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.target          TO loupan_project@localhost;
