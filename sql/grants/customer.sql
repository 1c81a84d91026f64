-- What loupan-customer may do, table by table; t/house/sql.t proves that it needs it.

GRANT SELECT                 ON loupan.instance       TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.migration      TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.role_right     TO loupan_customer@localhost;
GRANT SELECT (id, login, name, role, employer, must_change, state, language, theme) ON loupan.user           TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.user_project   TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.project        TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.token          TO loupan_customer@localhost;
GRANT SELECT, UPDATE         ON loupan.session        TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.request_key    TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.project_version TO loupan_customer@localhost;
GRANT SELECT, INSERT         ON loupan.event          TO loupan_customer@localhost;
GRANT INSERT                 ON loupan.outbox         TO loupan_customer@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.customer       TO loupan_customer@localhost;
GRANT SELECT, INSERT         ON loupan.touch          TO loupan_customer@localhost;
GRANT SELECT, INSERT         ON loupan.follow_up      TO loupan_customer@localhost;
GRANT SELECT                 ON loupan.customer_engaged TO loupan_customer@localhost;
