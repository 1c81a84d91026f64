-- What loupan-portal may do, table by table; t/house/sql.t proves that it needs it.

GRANT SELECT                 ON loupan.instance       TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.role_right     TO loupan_portal@localhost;
GRANT SELECT (id, login, name, role, employer, must_change, state, language, theme) ON loupan.user           TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.user_project   TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.project        TO loupan_portal@localhost;
GRANT SELECT                 ON loupan.token          TO loupan_portal@localhost;
GRANT SELECT, UPDATE         ON loupan.session        TO loupan_portal@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.request_key    TO loupan_portal@localhost;
GRANT SELECT, INSERT         ON loupan.event          TO loupan_portal@localhost;
GRANT INSERT                 ON loupan.outbox         TO loupan_portal@localhost;
GRANT SELECT, INSERT, UPDATE ON loupan.number_series  TO loupan_portal@localhost;
